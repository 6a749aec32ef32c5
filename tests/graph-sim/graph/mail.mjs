// What a person sends to themselves: an event in the calendar, a mail.
import { guid } from "../data/random.mjs";

/** The routes of this file. */
export const mailRoutes = [
  { path: /^\/v1\.0\/me\/events$/, method: "POST", scopes: ["Calendars.ReadWrite"], scopeError: "403-mail", family: "outlook", isMailbox: true, run: event },
  { path: /^\/v1\.0\/me\/sendMail$/, method: "POST", scopes: ["Mail.Send"], scopeError: "403-mail", family: "outlook", isMailbox: true, run: mail },
];

const DAYS = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];

/** What is wrong with an event, if anything is. */
function eventFault(event) {
  if (typeof event?.subject !== "string") return "subject";
  for (const end of ["start", "end"]) {
    const { dateTime, timeZone } = event[end] ?? {};
    if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?$/.test(dateTime ?? "") || typeof timeZone !== "string") return end;
  }
  if (event.end.dateTime < event.start.dateTime) return "end before start";
  if (event.body && !["text", "html"].includes(event.body.contentType?.toLowerCase())) return "body.contentType";
  return event.recurrence && recurrenceFault(event.recurrence, event.start);
}

function recurrenceFault({ pattern, range }, start) {
  const types = ["daily", "weekly", "absoluteMonthly", "relativeMonthly", "absoluteYearly", "relativeYearly"];
  if (!types.includes(pattern?.type) || !(pattern.interval >= 1)) return "recurrence.pattern";
  if (pattern.type === "weekly" && !pattern.daysOfWeek?.length) return "recurrence.pattern.daysOfWeek";
  if (pattern.daysOfWeek?.some((day) => !DAYS.includes(day.toLowerCase()))) return "recurrence.pattern.daysOfWeek";
  if (!["endDate", "noEnd", "numbered"].includes(range?.type)) return "recurrence.range.type";
  if (range.startDate !== start.dateTime.slice(0, 10)) return "recurrence.range.startDate";
  if (range.type === "endDate" && !(range.endDate >= range.startDate)) return "recurrence.range.endDate";
  if (range.type === "numbered" && !(range.numberOfOccurrences >= 1)) return "recurrence.range.numberOfOccurrences";
  return undefined;
}

function event({ body, token, sent }) {
  const fault = eventFault(body);
  if (fault) return { error: "400-bad-request", message: `The event is not understood at '${fault}'.` };
  sent.push({ kind: "event", account: token.account, body });
  const number = sent.length;
  const created = { id: `EV${number}`, iCalUId: guid(`event ${number}`), webLink: `https://outlook.example/calendar/item/${number}`, type: body.recurrence ? "seriesMaster" : "singleInstance", isOrganizer: true, ...body };
  return { status: 201, body: created, context: "users/events/$entity", headers: { Location: `/v1.0/me/events/EV${number}` } };
}

function mail({ body, token, sent }) {
  const { message, saveToSentItems } = body ?? {};
  const recipients = [...(message?.toRecipients ?? []), ...(message?.ccRecipients ?? [])];
  const isWrong = typeof message?.subject !== "string" || !message.body?.content || !recipients.length
    || recipients.some((one) => !/^[^@\s]+@[^@\s]+$/.test(one.emailAddress?.address ?? ""))
    || !["undefined", "boolean"].includes(typeof saveToSentItems);
  if (isWrong) return { error: "400-bad-request", message: "The message is not understood." };
  sent.push({ kind: "mail", account: token.account, body });
  return { status: 202 };
}
