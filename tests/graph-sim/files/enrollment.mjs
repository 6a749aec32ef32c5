// The enrollment report of the same people: who of them is about to go.
import { dayBefore } from "../data/days.mjs";
import { csv } from "./csv.mjs";

const CAPTIONS = [
  "PennID", "PennKey", "Name", "Institutional preferred email", "Phone", "Active Code", "O365 primary affiliation", "Center", "Center name",
  "Home org", "SRS division", "SRS school", "All active affiliations", "O365 Ready", "Expires in days", "Has mailbox", "O365 center",
  "Job org class title", "Scheduled deletion date", "Person description", "First name", "Last name", "DN", "Job org", "Department",
  "Full display name",
];

/** People the report knows and the directory does not. */
const GONE = [{ key: "gone1", name: "Gone Before", days: -70 }, { key: "gone2", name: "Gone Long Before", days: -90 }, { key: "soon3", name: "Soon Here", days: null }];

/** The report as it was made on `today`. */
export function enrollment(people, today) {
  const known = people.filter((person) => person.enrollment).map((person) => ({
    key: person.key, name: person.name, given: person.given, family: person.family, mail: person.mail, department: person.department,
    dn: person.sync?.dn, box: person.box, days: person.enrollment.days,
  }));
  return csv(CAPTIONS, [...known, ...GONE].map((person, at) => record(person, at, today)));
}

function record(person, at, today) {
  const isActive = person.days === null;
  return {
    "PennID": String(30_000_000 + at), "PennKey": person.key, "Name": person.name, "Institutional preferred email": person.mail,
    "Active Code": isActive ? "A" : "I", "O365 primary affiliation": "Faculty/Staff", "Center": "02", "Center name": "Faculty of Arts & Humanities",
    "Home org": "0210", "All active affiliations": isActive ? "STAF" : at % 6 === 4 ? "ALUM" : "", "O365 Ready": isActive ? "Yes" : "Affiliation ended: STAF",
    "Expires in days": isActive ? "" : person.days, "Has mailbox": person.box ? "Yes" : "No", "O365 center": "02",
    "Scheduled deletion date": isActive ? "" : monthFirst(dayBefore(today, -person.days)), "First name": person.given, "Last name": person.family,
    "DN": person.dn, "Job org": "0210", "Department": person.department, "Full display name": person.name,
  };
}

function monthFirst(day) {
  const [year, month, date] = day.split("-").map(Number);
  return `${month}/${date}/${year}`;
}
