//! Whether the cells of a column are what its header promises (2.3).

use super::cell::{DateReading, is_blank, read_flag, read_written_date};
use super::concealed::concealment;
use super::guid::is_guid;
use super::number::{NumberReading, read_number, read_whole};
use super::source::Type;

/// Whether a filled cell can be a value of this type.
pub fn fits(holds: Type, cell: &str) -> bool {
    match holds {
        Type::Text | Type::Enum | Type::List => true,
        // `Never` and `-` stand for no value in any typed column.
        _ if is_blank(cell) => true,
        Type::Date | Type::DateTime => read_written_date(cell, None) != DateReading::Unreadable,
        Type::Integer => read_whole(cell) != NumberReading::Unreadable,
        Type::Number => read_number(cell, None) != NumberReading::Unreadable,
        Type::Boolean => read_flag(cell).is_some(),
        Type::Guid => is_guid(cell),
        Type::Address => is_address(cell) || concealment(cell).is_some(),
    }
}

/// What the cells of a column of this type should be, as the person reads it.
pub fn expected(holds: Type) -> &'static str {
    match holds {
        Type::Date | Type::DateTime => "dates",
        Type::Integer => "whole numbers",
        Type::Number => "numbers",
        Type::Boolean => "yes or no",
        Type::Guid => "ids such as `1aecaf40-dc3a-461f-88a8-d06994e12898`",
        Type::Address => "addresses such as `name@example.edu`",
        Type::Text | Type::Enum | Type::List => "texts",
    }
}

/// Whether a text is a user principal name or a mail address.
fn is_address(cell: &str) -> bool {
    let cell = cell.trim();
    let parts = cell.rsplit_once('@');
    parts.is_some_and(|(name, domain)| {
        !name.is_empty() && !domain.is_empty() && !cell.contains(char::is_whitespace)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_fits_its_type_or_not() {
        #[track_caller]
        fn case(holds: Type, cell: &str, expected: bool) {
            assert_eq!(fits(holds, cell), expected, "{cell}");
        }
        case(Type::Guid, "1aecaf40-dc3a-461f-88a8-d06994e12898", true);
        case(Type::Guid, "{1AECAF40-DC3A-461F-88A8-D06994E12898}", true);
        case(Type::Guid, "\u{a0}1aecaf40dc3a461f88a8d06994e12898", true);
        case(Type::Guid, "1aecaf40-dc3a-461f-88a8", false);
        case(Type::Guid, "jdoe@example.edu", false);
        case(Type::Address, "jdoe@example.edu", true);
        case(
            Type::Address,
            "j_example.com#EXT#@tenant.onmicrosoft.com",
            true,
        );
        case(Type::Address, "85926F73B5A9FA60D166E6057BA76F4A", true);
        case(Type::Address, "<PII:H105(se/njc=)>@example.com", true);
        case(Type::Address, "(Unknown)", true);
        case(Type::Address, "jdoe", false);
        case(Type::Address, "Jane Doe", false);
        case(Type::Boolean, "FALSE", true);
        case(Type::Boolean, "perhaps", false);
        case(Type::Integer, "107374182400", true);
        case(Type::Integer, "10.5", false);
        case(Type::Number, "1.234,5", true);
        case(Type::Number, "many", false);
        case(Type::DateTime, "2022-03-18 19:49:35Z", true);
        case(Type::DateTime, "soon", false);
        case(Type::Date, "-", true);
        case(Type::Text, "anything", true);
    }
}
