"""Gunicorn behind nginx: sync workers on a Unix socket. The settings of the site are in /etc/ki-site.env."""

import multiprocessing
import os
from pathlib import Path

bind = os.environ.get("BIND", "unix:/run/ki-site/gunicorn.sock")
workers = int(os.environ.get("WEB_CONCURRENCY", "0")) or 2 * multiprocessing.cpu_count() + 1
timeout = 30
graceful_timeout = 20
max_requests = 5000  # a worker starts anew now and then, so that memory cannot creep up
max_requests_jitter = 500
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # the heartbeat never waits for a disk
control_socket_disable = True
limit_request_line = 8190  # as nginx: a long address gets a page of ours, not two English words
accesslog = None  # nginx writes the log of requests, with shortened addresses
errorlog = "-"
