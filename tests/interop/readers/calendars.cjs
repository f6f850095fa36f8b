// Reads calendar files with ical.js (the engine of Thunderbird and Nextcloud) and the rules in them with rrule
// (that of FullCalendar). Requests and answers as in calendars.py; "engine" chooses.
const ICAL = require("ical.js");
const { rrulestr } = require("rrule");
const readline = require("node:readline");

const LIMIT = 4000;

function asText(time) {
  return time.isDate ? time.toString() : time.toJSDate().toISOString().replace(".000Z", "Z");
}

function withIcal(request) {
  const calendar = new ICAL.Component(ICAL.parse(request.ics));
  calendar.getAllSubcomponents("vtimezone").forEach((zone) => ICAL.TimezoneService.register(new ICAL.Timezone(zone)));
  const last = ICAL.Time.fromDateString(request.last);
  const components = calendar.getAllSubcomponents("vevent");
  const found = [];
  for (const component of components.filter((one) => !one.hasProperty("recurrence-id"))) {
    const uid = component.getFirstPropertyValue("uid");
    const changes = components.filter(
      (one) => one.hasProperty("recurrence-id") && one.getFirstPropertyValue("uid") === uid,
    );
    const event = new ICAL.Event(component, { exceptions: changes });
    if (!event.isRecurring()) {
      found.push([asText(event.startDate), asText(event.endDate || event.startDate)]);
      continue;
    }
    const dates = event.iterator();
    for (let date = dates.next(), number = 0; date && number < LIMIT; date = dates.next(), number++) {
      if (date.compareDateOnlyTz(last, ICAL.Timezone.utcTimezone) > 0) break;
      const one = event.getOccurrenceDetails(date);
      found.push([asText(one.startDate), asText(one.endDate || one.startDate)]);
    }
  }
  return found.filter(([start]) => request.first <= start.slice(0, 10) && start.slice(0, 10) <= request.last).sort();
}

function withRrule(request) {
  const lines = request.ics.replace(/\r\n /g, "").split("\r\n");
  const event = lines.slice(lines.indexOf("BEGIN:VEVENT"));
  // rrule knows no VALUE=DATE.
  const rule = event.filter((line) => /^(DTSTART|RRULE)/.test(line)).join("\n");
  const text = rule.replace(/^DTSTART;VALUE=DATE:(\d{8})/, "DTSTART:$1T000000Z");
  const dates = rrulestr(text).between(new Date(request.first), new Date(`${request.last}T23:59:59Z`), true);
  return dates.map((date) => date.toISOString().slice(0, 10));
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const request = JSON.parse(line);
  const read = request.engine === "rrule" ? withRrule : withIcal;
  process.stdout.write(`${JSON.stringify(read(request))}\n`);
});
