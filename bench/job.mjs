// The job that every contestant does: the two exports' columns and the questions asked about them.

/** The day of the exports and of the evaluation. */
export const TODAY = '2025-11-23';

/** How many rows of an order are looked at. */
export const WINDOW = 20;

/** The mailbox list; only the last column is used. */
export const MAILBOX_HEADER = [
  'Display Name', 'Primary SMTP Address', 'Mailbox Database', 'Mailbox Size (MB)', 'Item Count',
  'Quota', 'Organizational Unit', 'Last Logon Time', 'Logon Name',
];

/** The enrollment export. */
export const ENROLLMENT_HEADER = [
  'logon_name', 'penn_id', 'full_display_name', 'first_name', 'last_name', 'email', 'job_org',
  'department', 'center', 'title', 'account_type', 'mailbox_enabled', 'active_affiliations',
  'deprovision_reason', 'days_until_deprovision', 'license', 'created_date', 'last_login',
  'sponsor_org', 'phone', 'status', 'notes', 'scheduled_deletion_date',
];

/** Where the columns that matter stand in the enrollment export. */
export const LOGON_NAME = 0;
export const DEPARTMENT = 7;
export const REASON = 13;
export const DELETION = 22;

/** The columns a search looks through, and a window shows: logon name, name, job org, department, reason. */
export const SHOWN = [LOGON_NAME, 2, 6, DEPARTMENT, REASON];

/** What is typed: a name letter by letter, then the frequent, the rare, the absent, capitals, accents. */
export const SEARCHES = [
  'm', 'mo', 'mor', 'morg', 'morgan', 'ing', 'school of n', 'NURSING', 'é', 'upenn.edu', 'no such text', 'jmorgan7',
];
