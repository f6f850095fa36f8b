"""What is due: the rhythm of figures and reports, the list of what is to do, mails about it."""
