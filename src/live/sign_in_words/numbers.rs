//! Microsoft's numbers of sign-in errors as sentences.

/// What a number means; `None` for one that is not known.
pub fn words(number: u32) -> Option<&'static str> {
    let found = WORDS.iter().find(|(numbers, _)| numbers.contains(&number));
    found.map(|(_, words)| *words)
}

/// Whether a number says that a permission was never given: what mends it is a consent, not another sign-in.
pub fn is_consent(number: u32) -> bool {
    matches!(number, 65001 | 65004 | 90094 | 90095 | 900941 | 90099)
}

const WORDS: [(&[u32], &str); 32] = [
    (
        &[65001],
        "nobody has allowed this application to read it in {tenant} yet: an administrator opens the link for administrators once",
    ),
    (
        &[65004],
        "you did not agree in Microsoft's window, so nothing was read: sign in once more, or load CSV exports",
    ),
    (
        &[90094],
        "only an administrator of {tenant} can allow this: send one of them the link for administrators",
    ),
    (
        &[90095],
        "{tenant} wants an administrator's approval, and you can ask for it in Microsoft's window: once it is given, try again",
    ),
    (
        &[900941],
        "only an administrator of {tenant} can allow this, as the application's publisher is not verified: send one of them the link for administrators",
    ),
    (
        &[50105],
        "only people who were named may use the application in {tenant}, and this account is not one of them: an administrator adds it under Enterprise applications",
    ),
    (
        &[700016, 700011],
        "the application {client} is not known in {tenant} ({cloud}): whoever set up this page looks at the application ID, the tenant and the cloud",
    ),
    (
        &[7000112, 70001],
        "the application is switched off in {tenant}: an administrator enables it under Enterprise applications",
    ),
    (
        &[9002326],
        "the application is not registered for browsers: whoever registered it moves the redirect address to Single-page application at {portal}",
    ),
    (
        &[9002327],
        "a proxy or a browser extension changed the request on its way to Microsoft: whoever runs it lets the request pass as it is",
    ),
    (
        &[50011],
        "the redirect address of this page is not registered: whoever registered the application adds it, letter by letter, under Single-page application at {portal}",
    ),
    (
        &[50194],
        "the application is registered for one organization only: in the settings, enter the ID of that tenant in place of `{setting}`",
    ),
    (
        &[90002],
        "there is no tenant `{setting}` ({cloud}): look at its spelling and at the cloud in the settings",
    ),
    (
        &[90038],
        "the tenant is in another of Microsoft's clouds than {cloud}: choose its cloud in the settings",
    ),
    (
        &[50020],
        "this account does not belong to {tenant}: sign in with one that does, or let an administrator invite it",
    ),
    (
        &[500208],
        "a personal account cannot be used here: sign in with a work or school account",
    ),
    (
        &[50034],
        "Microsoft does not know this account in {tenant}: look at its spelling, or sign in with another",
    ),
    (
        &[50057],
        "this account is disabled: an administrator enables it, or sign in with another",
    ),
    (
        &[50058],
        "the browser holds no sign-in that can be used without asking: sign in again",
    ),
    (
        &[50076],
        "Microsoft wants a second factor before it goes on: sign in again, and have it at hand",
    ),
    (
        &[50079],
        "Microsoft wants you to register a second factor first: sign in again, and follow what it asks",
    ),
    (
        &[50173],
        "the sign-in was withdrawn, as happens when a password changes: sign in again",
    ),
    (
        &[53000, 53001],
        "{tenant} allows this from managed devices only, and this one is none: use one that is, or ask an administrator about Conditional Access",
    ),
    (
        &[53003, 530032],
        "a policy of {tenant} blocked the sign-in: an administrator finds which one in the sign-in logs, under Conditional Access",
    ),
    (
        &[54005],
        "the answer of the sign-in was used already: sign in once more",
    ),
    (
        &[650052],
        "{tenant} has no subscription for the service that was asked: whoever buys licenses can mend that",
    ),
    (
        &[650056, 650057],
        "the app registration does not list what is asked for: whoever registered it adds the delegated permissions of Microsoft Graph that the settings here name",
    ),
    (
        &[700084, 70043],
        "the sign-in is too old, and Microsoft asks for a fresh one: sign in again; what is loaded stays",
    ),
    (
        &[70011, 700022],
        "the page asked for a permission in a way that Microsoft does not take: this is a defect of this page, please report it",
    ),
    (
        &[90099],
        "the customer {tenant} has not approved this application: one of its administrators opens the link for administrators, or the partner consents through Partner Center",
    ),
    (
        &[530034, 50177],
        "this account cannot use its delegated access (GDAP) to {tenant}: an administrator of the partner looks at its roles and security group, and whether it is blocked for risk",
    ),
    (
        &[90006],
        "Microsoft's sign-in is busy: try again in some minutes",
    ),
];
