// What Thunderbird's reader makes of the calendar on its standard input: each entry's start and end as the clock shows
// them in Copenhagen, its moment, and its words.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
calendar.getAllSubcomponents("vtimezone").forEach((zone) => ICAL.TimezoneService.register(zone));
const told = calendar.getAllSubcomponents("vevent").map((component) => {
  const event = new ICAL.Event(component);
  return {
    uid: event.uid, sequence: event.sequence, summary: event.summary, description: event.description, where: event.location,
    starts: event.startDate.toString(), ends: event.endDate.toString(), moment: event.startDate.toUnixTime(),
    zone: event.startDate.zone.tzid,
  };
});
process.stdout.write(JSON.stringify(told));
