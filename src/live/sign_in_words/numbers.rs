//! Microsoft's numbers of sign-in errors as sentences.

/// What a number means; `None` for one that is not known.
pub fn words(number: u32) -> Option<&'static str> {
    let found = WORDS.iter().find(|(numbers, _)| numbers.contains(&number));
    found.map(|(_, words)| *words)
}

const WORDS: [(&[u32], &str); 32] = [
    (
        &[65001],
        "nobody has allowed this application to read these data in {tenant} yet: an administrator opens the link for administrators once; until then CSV exports can be loaded",
    ),
    (
        &[65004],
        "you did not agree in Microsoft's window, so nothing was read: try again, or go on with CSV exports",
    ),
    (
        &[90094],
        "these data need an administrator's approval in {tenant}: send the link for administrators to one of them",
    ),
    (
        &[90095],
        "{tenant} lets you ask for approval: once your administrators approve what you sent in Microsoft's window, try again",
    ),
    (
        &[900941],
        "these data need an administrator's approval, as the application's publisher is not verified for {tenant}: send the link for administrators to one of them",
    ),
    (
        &[50105],
        "the application is kept to named people in {tenant}, and this account is not one of them: an administrator can assign it under Enterprise applications",
    ),
    (
        &[700016, 700011],
        "the application {client} is not known in {tenant} in the cloud {cloud}: whoever set up this page looks at the application ID, the tenant and the cloud",
    ),
    (
        &[7000112, 70001],
        "the application is switched off in {tenant}: an administrator can enable it under Enterprise applications",
    ),
    (
        &[9002326],
        "the app registration is not one for browsers: whoever registered it moves the redirect address to the platform Single-page application at {portal}",
    ),
    (
        &[9002327],
        "something between this page and Microsoft took the origin out of the request, such as a proxy or a browser extension: whoever runs it can let the request pass as it is",
    ),
    (
        &[50011],
        "the redirect address of this page is not registered: whoever registered the application adds it, letter by letter, under Single-page application at {portal}",
    ),
    (
        &[50194],
        "the application is registered for one tenant only: set the ID of that tenant in the settings in place of {tenant}",
    ),
    (
        &[90002],
        "there is no tenant {tenant} in the cloud {cloud}: look at its spelling and at the cloud in the settings",
    ),
    (
        &[90038],
        "the tenant is in another of Microsoft's clouds than {cloud}: choose its cloud in the settings",
    ),
    (
        &[50020],
        "this account does not belong to {tenant}: sign in with one that does, or have it invited by an administrator",
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
        "this account is disabled: an administrator can enable it, or sign in with another",
    ),
    (
        &[50058],
        "the browser holds no sign-in that can be used without asking: select Sign in",
    ),
    (
        &[50076],
        "Microsoft wants a second factor before it goes on: select Sign in, and have it at hand",
    ),
    (
        &[50079],
        "Microsoft wants you to register a second factor first: select Sign in, and follow what it asks",
    ),
    (
        &[50173],
        "the sign-in was withdrawn, as happens when a password changes: select Sign in",
    ),
    (
        &[53000, 53001],
        "{tenant} allows this from managed devices only, and this one is not among them: use one that is, or ask an administrator about Conditional Access",
    ),
    (
        &[53003, 530032],
        "a policy of {tenant} blocked the sign-in: an administrator finds which one in the sign-in logs, under Conditional Access",
    ),
    (
        &[54005],
        "the answer of the sign-in was used already: select Sign in once more",
    ),
    (
        &[650052],
        "{tenant} has no subscription for the service that was asked: whoever buys licenses for the tenant can mend that",
    ),
    (
        &[650056, 650057],
        "the app registration does not list what is asked for: whoever registered it adds the delegated permissions of Microsoft Graph that the help page names",
    ),
    (
        &[700084, 70043],
        "the sign-in is too old, as {tenant} or Microsoft asks for a fresh one: select Sign in; what is loaded stays",
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
        "this account cannot use its delegated access (GDAP) to {tenant}: an administrator of the partner looks at its roles and security group, and whether the account is blocked for risk",
    ),
    (
        &[90006],
        "Microsoft's sign-in is busy: try again in some minutes",
    ),
];
