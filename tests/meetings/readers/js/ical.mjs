// ical.js (Mozilla's): JSON calendars in, JSON of what it reads out.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const moment = (time) => (time ? time.toJSDate().toISOString().replace(".000Z", "+00:00") : "");
const text = (component, name) => String(component.getFirstPropertyValue(name) ?? "");

function read(ics) {
  const root = new ICAL.Component(ICAL.parse(ics));
  const event = root.getFirstSubcomponent("vevent");
  const attendees = event.getAllProperties("attendee");
  return {
    method: text(root, "method"),
    uid: text(event, "uid"),
    sequence: Number(event.getFirstPropertyValue("sequence") ?? 0),
    stamp: moment(event.getFirstPropertyValue("dtstamp")),
    start: moment(event.getFirstPropertyValue("dtstart")),
    end: moment(event.getFirstPropertyValue("dtend")),
    summary: text(event, "summary"),
    location: text(event, "location"),
    description: text(event, "description"),
    status: text(event, "status"),
    organizer: text(event, "organizer"),
    attendees: attendees.map((each) => each.getFirstValue()),
    partstat: attendees.map((each) => each.getParameter("partstat") ?? ""),
    names: attendees.map((each) => each.getParameter("cn") ?? ""),
  };
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(read)));
