//! How the files of this folder write a field, and the fields that several kinds share.

use super::super::source::{Field, Form, Type};

/// A field that is kept as mostly different texts.
pub const fn text(name: &'static str, holds: Type, aliases: &'static [&'static str]) -> Field {
    Field {
        name,
        holds,
        form: Some(Form::Text),
        aliases,
    }
}

/// A field that is kept as few different texts.
pub const fn dict(name: &'static str, holds: Type, aliases: &'static [&'static str]) -> Field {
    Field {
        name,
        holds,
        form: Some(Form::Dict),
        aliases,
    }
}

/// A field that is read again from the file when it is asked for.
pub const fn again(name: &'static str, holds: Type, aliases: &'static [&'static str]) -> Field {
    Field {
        name,
        holds,
        form: None,
        aliases,
    }
}

/// The user principal name.
pub const UPN: Field = text("upn", Type::Address, &["userprincipalname"]);
/// The name as people read it.
pub const DISPLAY_NAME: Field = text("display_name", Type::Text, &["displayname"]);
/// The day on which a usage report was true.
pub const REPORT_DATE: Field = dict("report_date", Type::Date, &["reportrefreshdate"]);
/// Whether a usage report says that the account is deleted.
pub const IS_DELETED: Field = dict("is_deleted", Type::Boolean, &["isdeleted"]);
/// When it was.
pub const DELETED_ON: Field = dict("deleted_on", Type::Date, &["deleteddate"]);
/// Over how many days a usage report looks.
pub const REPORT_PERIOD: Field = dict("report_period", Type::Integer, &["reportperiod"]);
/// Bytes used.
pub const STORAGE_USED: Field = text(
    "storage_used",
    Type::Integer,
    &[
        "storageusedbyte",
        "storageusedbytes",
        "storageused",
        "storageusedinbytes",
    ],
);
/// The department.
pub const DEPARTMENT: Field = dict("department", Type::Text, &["department"]);
/// The first name.
pub const FIRST_NAME: Field = again("first_name", Type::Text, &["firstname", "givenname"]);
/// The last name.
pub const LAST_NAME: Field = again("last_name", Type::Text, &["lastname", "surname"]);
/// The job title.
pub const JOB_TITLE: Field = dict("job_title", Type::Text, &["title", "jobtitle"]);
/// The country for which licences are given.
pub const USAGE_LOCATION: Field = dict("usage_location", Type::Text, &["usagelocation"]);
/// Whether the account comes from a directory on premises: true, false, or never.
pub const ON_PREM_SYNC: Field = dict(
    "on_prem_sync",
    Type::Boolean,
    &["dirsyncenabled", "directorysynced"],
);
