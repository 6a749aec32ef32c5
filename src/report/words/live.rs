//! The sentences of live mode: signing in with Microsoft and asking Graph.

use super::{counted, number};

/// The name of the panel.
pub const MICROSOFT_365: &str = "Microsoft 365";
/// What live mode is, above everything.
pub const LIVE_LEAD: &str = "This page asks Microsoft Graph as you, reads only (but for a reminder you ask for), and sends what it gets nowhere: the answers stay in this tab like the files you drop.";
/// What the header promises in live mode.
pub fn requests_of_live(to_others: u64) -> String {
    match to_others {
        0 => "Asks Microsoft as you, and nobody else".to_owned(),
        n => format!(
            "{} to others than Microsoft",
            counted(n, "request", "requests")
        ),
    }
}
/// What the promise about data adds in live mode.
pub const LIVE_PRIVACY: &str = "This is live mode: the page may ask Microsoft’s sign-in, Graph and shared files of the chosen cloud, and no other site. The questions are listed here too; no row, file or view goes along with them, unless you ask for a reminder in your own mailbox, which holds the link of a view. The sign-in is kept in this tab until you sign out or close it.";
/// What stands there until the configuration is read.
pub const READING_CONFIG: &str = "Reading the settings of this page…";

/// What stands there until the sign-in library is there.
pub const LIBRARY_COMES: &str = "Fetching Microsoft’s sign-in library…";

/// Above the form for the application.
pub const SET_UP_LEAD: &str = "Whoever signs in here does so through an application that your own organization has registered. Its settings stand in `config.json` beside this page, or are entered here for this tab.";
/// The button that takes the settings over.
pub const USE_SETTINGS: &str = "Use these settings";
/// The button that goes back without any change.
pub const KEEP_SETTINGS: &str = "Leave them as they are";
/// Where other addresses need the page to begin again.
pub const RELOADS: &str = "This page has narrowed its policy to the addresses it began with. Press “Use these settings” once more to load it again with the new ones; what is loaded here is dropped.";
/// The button that shows them again.
pub const CHANGE_SETTINGS: &str = "Application settings";
/// The caption of the help about registration.
pub const REGISTER: &str = "How to register the application, in five steps";
/// The steps in the portal; its address and that of this page's answer stand below them.
pub const REGISTER_STEPS: [&str; 5] = [
    "Open the portal of your cloud, Microsoft Entra ID, App registrations, New registration. Name it Rollcall. Supported accounts: this organization only; for a provider with customers, any organization.",
    "Redirect URI: choose “Single-page application (SPA)”, not Web, and enter the address below. No implicit grant, no secret, no certificate.",
    "API permissions, Add, Microsoft Graph, Delegated: those of the sources you want, as they stand below. Each is for reading; the two for reminders are asked for only when someone uses them.",
    "Grant admin consent for the organization, there or by the link below. Without it people see “Need admin approval”.",
    "Copy the Application (client) ID and the Directory (tenant) ID into the fields here, or into `config.json` for everyone.",
];
/// Above the script that does the same.
pub const REGISTER_SCRIPT: &str = "Or by a script, in PowerShell with the module Microsoft.Graph:";

/// Captions of the form.
pub const CLIENT_ID: &str = "Application (client) ID";
/// The tenant.
pub const TENANT: &str = "Tenant: the ID or a domain of your organization";
/// When another is wanted.
pub const TENANT_HINT: &str = "A provider with customers enters “organizations” instead; the script below then registers the application for several organizations.";
/// The cloud.
pub const CLOUD: &str = "Cloud";
/// Another address of the sign-in.
pub const OWN_AUTHORITY: &str = "Address of the sign-in, where it is another";
/// Another address of Graph.
pub const OWN_GRAPH: &str = "Address of Graph, where it is another";
/// Tokens in memory.
pub const IN_MEMORY: &str = "Keep the sign-in in memory only: loading the page again signs out";

/// The caption of other addresses.
pub const OWN_HOSTS: &str = "Another cloud";
/// What other addresses are for.
pub const OWN_HOSTS_LEAD: &str = "Only for a cloud that is not in the list: its two addresses. The policy in `live.html` has to name them, too.";
/// Where an application is registered.
pub const PORTAL: &str = "Portal";
/// Where the answer of a sign-in goes.
pub const REDIRECT_URI: &str = "Redirect URI";
/// All permissions.
pub const PERMISSIONS: &str = "Permissions";
/// The permission of a source.
pub const PERMISSION: &str = "Permission";
/// The role it needs.
pub const ROLE: &str = "Role";
/// The license it needs.
pub const LICENSE: &str = "License";
/// How fresh it is.
pub const FRESHNESS: &str = "Freshness";

/// The button that signs in and fetches.
pub const SIGN_IN: &str = "Sign in and fetch";
/// The same without a window.
pub const SIGN_IN_REDIRECT: &str = "Sign in without a window";
/// What that means.
pub const REDIRECT_MEANS: &str = "leaves this page for the sign-in, and comes back to it";
/// While a window is open.
pub const WINDOW_OPEN: &str = "A window of Microsoft’s sign-in is open. This page is not told when it is closed: if you closed or lost it, choose here how to go on.";
/// The button that opens another window in the place of one that was lost.
pub const OPEN_AGAIN: &str = "Open the window again";
/// The button that gives up.
pub const CANCEL: &str = "Cancel";
/// The button that fetches what is chosen.
pub const FETCH: &str = "Fetch";
/// The button that stops.
pub const STOP: &str = "Stop";
/// The button that goes on.
pub const RESUME: &str = "Resume";
/// The same for every source that can go on.
pub const RESUME_ALL: &str = "Resume all";
/// The button of a source that waits for a sign-in.
pub const SIGN_IN_AGAIN: &str = "Sign in again";
/// The button of a source that waits for a consent.
pub const ASK_PERMISSION: &str = "Ask for permission";
/// The button that asks once more for what was refused.
pub const TRY_AGAIN: &str = "Try again";
/// The button that signs out.
pub const SIGN_OUT: &str = "Sign out";
/// What signing out did.
pub const SIGNED_OUT: &str = "signed out: this page holds no token any more; what was loaded stays until you clear it, and your session at Microsoft is the browser’s";
/// The link for administrators.
pub const ADMIN_CONSENT: &str = "Link with which an administrator consents for everyone";
/// The same for a customer's.
pub const CUSTOMER_CONSENT: &str =
    "Link with which an administrator of this customer lets the application in";
/// The legend of the sources.
pub const SOURCES_LEGEND: &str = "What to fetch";
/// The caption of what a source needs.
pub const NEEDS: &str = "What it needs";
/// The choice of the last sign-in.
pub const WITH_ACTIVITY: &str = "With the last sign-in";
/// Days of sign-ins.
pub const DAYS: &str = "Days of sign-ins, newest first";
/// Most rows of sign-ins.
pub const MOST_ROWS: &str = "Most sign-ins";

/// The caption of the list of customers.
pub const CUSTOMERS: &str = "Customers of a partner";
/// What it does.
pub const CUSTOMERS_LEAD: &str = "Lists the tenants your partner tenant has access to; the chosen ones are fetched one after another, each with a token of its own.";
/// The button that lists them.
pub const LIST_CUSTOMERS: &str = "List my customers";
/// The button that fetches the chosen ones.
pub const FETCH_CUSTOMERS: &str = "Fetch the chosen customers";
/// Where none came.
pub const NO_CUSTOMERS: &str = "Graph names no customer: an active delegated admin relationship (GDAP) or a reseller contract is needed.";

/// The caption of the shared file.
pub const SHARED_FILE: &str = "A file shared with you in SharePoint or OneDrive";
/// What it does.
pub const SHARED_FILE_LEAD: &str = "Paste the sharing link of an export. It is read as you, so it opens only where you may read it.";
/// The field.
pub const SHARED_FILE_ADDRESS: &str = "Sharing link";
/// The button.
pub const READ_SHARED_FILE: &str = "Read the file";

/// Where the bytes did not come.
pub const NO_DOWNLOAD: &str = "the shared file was found, but its bytes did not come: try again, or download it and drop it here";

/// What a link with a shared file says.
pub const LINK_HAS_FILE: &str = "This link takes its data from a file that was shared with you. Sign in, and it is read as you.";
/// The button that copies such a link.
pub const COPY_LINK_WITH_FILE: &str = "Copy a link of this view that reads this file";
/// What became of that.
pub const FILE_LINK_COPIED: &str =
    "copied: whoever may read the file and opens the link sees this view of it, after signing in";
/// Where the clipboard refuses.
pub const NOT_COPIED: &str = "the browser did not let this page write to the clipboard";
/// In the first document: a link that needs live mode.
pub const LINK_NEEDS_LIVE: &str = "this link takes its data from a shared file, which needs live mode: press “Sign in to Microsoft 365…”";

/// The caption of reminders.
pub const REMINDERS: &str = "Remind me of this view";
/// What they do.
pub const REMINDERS_LEAD: &str = "Writes into your own mailbox, after a consent of its own: a weekly event, or one mail to yourself. Both hold the link of the view on the screen, and no row of it. The calendar file of the list needs no sign-in.";
/// The event.
pub const REMIND_BY_EVENT: &str = "Every Monday in my calendar";
/// The mail.
pub const REMIND_BY_MAIL: &str = "Mail the link to myself now";
/// While a reminder is on its way.
pub const WRITING_REMINDER: &str =
    "Being written; a window of Microsoft’s sign-in may ask for your consent.";
/// What the event did.
pub const EVENT_MADE: &str =
    "your calendar has an event every Monday at 9:00 with the link of this view";
/// What the mail did.
pub const MAIL_SENT: &str = "a mail with the link of this view is on its way to your own mailbox";

/// In the first document: the button that goes to live mode.
pub const CONNECT: &str = "Sign in to Microsoft 365…";
/// What that means there.
pub const CONNECT_MEANS: &str = "Signing in happens on a second page, `live.html`. This one cannot reach Microsoft: its policy lets the browser refuse that. The second one may reach Microsoft’s sign-in, Graph and shared files, and nothing else.";
/// The button that opens it.
pub const OPEN_LIVE: &str = "Open live mode";
/// Where nothing is loaded.
pub const NOTHING_TO_HAND_OVER: &str = "Nothing is loaded here, so nothing has to be handed over.";
/// Where the browser opened no tab.
pub const NO_TAB: &str = "the browser opened no tab: allow pop-up windows for this site, or open live.html yourself and drop the files there";

/// What becomes of loaded data.
pub fn handed_over(n: usize) -> String {
    format!(
        "What is loaded here ({}) is handed to the new tab inside this browser; it stays here, too, until you close this tab.",
        counted(n as u64, "source", "sources")
    )
}

/// What the new tab took over; what of it did not come has a message of its own.
pub fn taken_over(is_all: bool) -> &'static str {
    match is_all {
        true => "taken over from the other tab: all that was loaded there",
        false => "taken over from the other tab in part: the rest is still loaded there",
    }
}

/// Who is signed in.
pub fn signed_in(person: &str, name: &str) -> String {
    match person.is_empty() {
        true => format!("Signed in as {name}"),
        false => format!("Signed in as {person} ({name})"),
    }
}

/// What is loaded of a source, and of how many where Graph says so.
pub fn rows_of(rows: u64, count: Option<u64>) -> String {
    match count {
        Some(count) if count >= rows => {
            format!("{} of {}", number(rows), counted(count, "row", "rows"))
        }
        _ => counted(rows, "row", "rows"),
    }
}

/// How long it waits, because Graph asked for it or because something failed.
pub fn waits(seconds: u64) -> String {
    format!("goes on in {}", counted(seconds, "second", "seconds"))
}

/// The button that shows or hides what is behind the line.
pub const DETAILS: &str = "Sources and settings";

/// How many sources are how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Far {
    /// All there is of them came.
    pub loaded: u64,
    /// They are under way, or wait for a time.
    pub loading: u64,
    /// They wait for the person.
    pub waiting: u64,
    /// A part of them came.
    pub partial: u64,
    /// Nothing of them came.
    pub unavailable: u64,
}

/// How far all sources are, in a line.
pub fn progress_line(far: Far) -> String {
    let Far {
        loaded,
        loading,
        waiting,
        partial,
        unavailable,
    } = far;
    let all = loaded + loading + waiting + partial + unavailable;
    let mut line = format!("{loaded} of {} loaded", counted(all, "source", "sources"));
    for (n, word) in [
        (loading, "loading"),
        (waiting, "waiting for you"),
        (partial, "incomplete"),
        (unavailable, "not available"),
    ] {
        if n > 0 {
            line.push_str(&format!(", {} {word}", number(n)));
        }
    }
    line
}

/// How many sources are chosen of those there are.
pub fn chosen_of(chosen: usize, all: usize) -> String {
    format!("{chosen} of {}", counted(all as u64, "source", "sources"))
}

/// What is asked before the data of another organization joins what is loaded.
pub fn mixes_two(here: &[String], new: &str) -> [String; 2] {
    [
        format!(
            "You are signed in to {new}, and what was fetched from {} is loaded.",
            listed(here)
        ),
        "Fetching both puts two organizations into one list. That is right where you look after both, as a provider does; else start over. Files that you added stay either way.".to_owned(),
    ]
}

fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// What such a question is called.
pub const TWO_ORGANIZATIONS: &str = "Two organizations";
/// The answer that takes what was fetched before away.
pub const REMOVE_AND_FETCH: &str = "Remove it, then fetch";
/// The answer that keeps both.
pub const KEEP_AND_ADD: &str = "Keep it and add";
/// The answer that gives the sign-in up.
pub const DO_NOT_FETCH: &str = "Sign out again";

/// What is asked before the page is left with data in it.
pub fn leaves_page(n_sources: usize) -> [String; 2] {
    const LEAVES: &str = "Signing in without a window leaves this page";
    const DECISIONS: &str =
        "decisions are lost unless they were saved or are kept in this browser.";
    match n_sources {
        0 => [format!("{LEAVES}."), format!("Your {DECISIONS}")],
        n => [
            format!(
                "{LEAVES}, and what is loaded here ({}) is dropped.",
                counted(n as u64, "source", "sources")
            ),
            format!("Files have to be added again afterwards, and {DECISIONS}"),
        ],
    }
}

/// What such a question is called.
pub const LEAVE_THIS_PAGE: &str = "Leave this page";
/// The answer that leaves.
pub const LEAVE: &str = "Leave and sign in";
/// The answer that stays.
pub const STAY: &str = "Stay here";

/// Where the bytes of a listing are not kept any more.
pub const ANSWERS_GONE: &str = "its answers are not there any more: fetch it again";

/// Where the person stopped a question.
pub const STOPPED_HERE: &str = "stopped here: nothing came of it";

/// How a source stands, in a word.
pub fn state_of(id: &str) -> &'static str {
    match id {
        "waiting" => "waiting",
        "loading" => "loading",
        "paused" => "paused",
        "loaded" => "loaded",
        "partial" => "incomplete",
        _ => "not available",
    }
}

/// Why a shared file does not open; `id` names the request.
pub fn not_shared(status: u16, id: &str) -> String {
    let why = match status {
        401 | 403 => {
            "you may not read this file, or the link is for other people: ask whoever shared it"
        }
        404 | 410 => "there is no such file any more, or the link is cut: ask for a new one",
        _ => "Graph did not open this link now: try again in some minutes",
    };
    format!("{why} ({status}{id})")
}

/// Why a reminder was not written; `id` names the request.
pub fn not_written(status: u16, id: &str) -> String {
    let why = match status {
        401 | 403 => {
            "your mailbox may not be written to by this application: the permission is missing, or your organization forbids it"
        }
        404 => "this account has no mailbox in Exchange Online, so nothing can be put into it",
        _ => "Graph did not take the reminder now: try again in some minutes",
    };
    format!("{why} ({status}{id})")
}

/// The name of the file that the answers of a source become.
pub fn file_of(title: &str, tenant: &str) -> String {
    // No two dots, where a name ends with one.
    let tenant = tenant.trim_end_matches(['.', ' ']);
    match tenant.is_empty() {
        true => format!("{title}.json"),
        false => format!("{title}, {tenant}.json"),
    }
}

/// The script that registers the application with these permissions and this address of the answer.
pub fn register_script(scopes: &[&str], redirect: &str, has_customers: bool) -> String {
    let wanted: Vec<String> = scopes.iter().map(|scope| format!("'{scope}'")).collect();
    let (audience, tenant) = match has_customers {
        true => ("AzureADMultipleOrgs", "organizations"),
        false => ("AzureADMyOrg", "$((Get-MgContext).TenantId)"),
    };
    format!(
        "Connect-MgGraph -Scopes Application.ReadWrite.All\n\
         $graph = Get-MgServicePrincipal -Filter \"appId eq '00000003-0000-0000-c000-000000000000'\"\n\
         $wanted = {}\n\
         $access = $graph.Oauth2PermissionScopes | Where-Object Value -In $wanted | ForEach-Object {{ @{{ Id = $_.Id; Type = 'Scope' }} }}\n\
         $app = New-MgApplication -DisplayName Rollcall -SignInAudience {audience} `\n  \
         -Spa @{{ RedirectUris = @('{redirect}') }} `\n  \
         -RequiredResourceAccess @(@{{ ResourceAppId = $graph.AppId; ResourceAccess = @($access) }})\n\
         \"Application (client) ID: $($app.AppId)\"\n\
         \"Tenant: {tenant}\"\n",
        wanted.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_told_with_how_many_there_are() {
        assert_eq!(rows_of(999, Some(50_000)), "999 of 50,000 rows");
        assert_eq!(rows_of(1, None), "1 row");
        // Graph's count is of the moment of the first page.
        assert_eq!(rows_of(12, Some(11)), "12 rows");
    }

    #[test]
    fn the_script_names_the_permissions_and_the_address() {
        let script = register_script(
            &["User.Read.All", "AuditLog.Read.All"],
            "https://tool.example/redirect.html",
            false,
        );
        assert!(script.contains("$wanted = 'User.Read.All', 'AuditLog.Read.All'\n"));
        assert!(script.contains("RedirectUris = @('https://tool.example/redirect.html')"));
        assert!(script.contains("AzureADMyOrg"));
        // What it registers and the tenant that is entered agree.
        assert!(script.ends_with("\"Tenant: $((Get-MgContext).TenantId)\"\n"));
        let of_several = register_script(&[], "", true);
        assert!(of_several.contains("AzureADMultipleOrgs"));
        assert!(of_several.ends_with("\"Tenant: organizations\"\n"));
    }

    #[test]
    fn every_source_is_counted_in_the_line() {
        let far = Far {
            loaded: 2,
            loading: 1_200,
            waiting: 1,
            partial: 3,
            unavailable: 1,
        };
        assert_eq!(
            progress_line(far),
            "2 of 1,207 sources loaded, 1,200 loading, 1 waiting for you, 3 incomplete, 1 not available"
        );
        let one = Far {
            loaded: 1,
            ..Far::default()
        };
        assert_eq!(progress_line(one), "1 of 1 source loaded");
    }

    #[test]
    fn both_organizations_are_named_before_they_are_mixed() {
        let here = ["a.example".to_owned(), "b.example".to_owned()];
        let [sentence, _] = mixes_two(&here, "c.example");
        assert_eq!(
            sentence,
            "You are signed in to c.example, and what was fetched from a.example and b.example is loaded."
        );
    }

    #[test]
    fn what_is_lost_with_the_page_is_told_before_it_is_left() {
        let told = |n| leaves_page(n).join(" ");
        assert_eq!(
            told(2),
            "Signing in without a window leaves this page, and what is loaded here (2 sources) is dropped. Files have to be added again afterwards, and decisions are lost unless they were saved or are kept in this browser."
        );
        // Decisions alone may be there.
        assert_eq!(
            told(0),
            "Signing in without a window leaves this page. Your decisions are lost unless they were saved or are kept in this browser."
        );
    }

    #[test]
    fn a_file_has_one_dot_before_its_end() {
        assert_eq!(
            file_of("Users", "Fabrikam, Inc."),
            "Users, Fabrikam, Inc.json"
        );
        assert_eq!(file_of("Users", ""), "Users.json");
    }
}
