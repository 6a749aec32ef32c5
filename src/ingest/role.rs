//! What the keys of a column are keys to.

/// The role of a column in bringing sources together (2.5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The directory's object id (T0).
    ObjectId,
    /// The user principal name (T1).
    Upn,
    /// The primary SMTP address, or `mail` (T2).
    Mail,
    /// All addresses of the account (T3).
    Proxies,
    /// PennID, employee id or a custom attribute, where the person chose the column (T4).
    PersonId,
    /// The logon name in any of its forms (T5).
    LogonName,
    /// The family name: for suggestions only.
    Surname,
    /// The name as it is shown: for suggestions only.
    DisplayName,
    /// The department: for suggestions only.
    Department,
    /// The id of a customer or tenant; of no account.
    Tenant,
    /// The id of a product; of no account.
    Sku,
}

impl Role {
    /// The roles that accounts are matched by, in the order of their places.
    pub const ALL: [Role; 9] = [
        Role::ObjectId,
        Role::Upn,
        Role::Mail,
        Role::Proxies,
        Role::PersonId,
        Role::LogonName,
        Role::Surname,
        Role::DisplayName,
        Role::Department,
    ];

    /// What the person reads.
    pub fn label(self) -> &'static str {
        match self {
            Role::ObjectId => "object id",
            Role::Upn => "user principal name",
            Role::Mail => "mail address",
            Role::Proxies => "proxy addresses",
            Role::PersonId => "PennID",
            Role::LogonName => "logon name",
            Role::Surname => "last name",
            Role::DisplayName => "name",
            Role::Department => "department",
            Role::Tenant => "customer",
            Role::Sku => "product id",
        }
    }
}
