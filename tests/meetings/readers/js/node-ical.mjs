// node-ical: JSON calendars in, JSON of what it reads out. It keeps no entry without a time.
import { readFileSync } from "node:fs";
import ical from "node-ical";

const moment = (date) => (date && !Number.isNaN(+date) ? date.toISOString().replace(".000Z", "+00:00") : "");
const plain = (value) => String(value?.val ?? value ?? "");
const list = (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]);

function read(ics) {
  const [event] = Object.values(ical.sync.parseICS(ics)).filter((each) => each.type === "VEVENT");
  const attendees = list(event.attendee);
  return {
    method: plain(event.method),
    uid: event.uid,
    sequence: Number(event.sequence ?? 0),
    stamp: moment(event.dtstamp),
    start: moment(event.start),
    end: moment(event.end),
    summary: plain(event.summary),
    location: plain(event.location),
    description: plain(event.description),
    status: plain(event.status),
    organizer: plain(event.organizer),
    attendees: attendees.map(plain),
    partstat: attendees.map((each) => each.params?.PARTSTAT ?? ""),
    names: attendees.map((each) => each.params?.CN ?? ""),
  };
}

process.stdout.write(JSON.stringify(JSON.parse(readFileSync(0, "utf8")).map(read)));
