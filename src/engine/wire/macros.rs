//! A list of parts, to what reads and writes a record or a choice; who uses these has `parts` in scope.

/// Reads and writes a record part by part; a part is named after its field unless said otherwise.
/// What stands behind `maybe` is left out where it is the default, and may be missing.
macro_rules! record {
    ($type:ident { $($field:ident $(= $name:literal)?),* $(,)? } $(maybe { $($maybe:ident),* $(,)? })?) => {
        impl parts::Read for $type {
            fn read(json: &$crate::json::Json, trouble: &mut bool) -> $type {
                *trouble |= !matches!(json, $crate::json::Json::Record(_));
                $type {
                    $($field: parts::Read::read(parts::part(json, name!($field $($name)?)), trouble),)*
                    $($($maybe: Option::read(parts::part(json, stringify!($maybe)), trouble).unwrap_or_else(|| $type::default().$maybe),)*)?
                }
            }
        }

        impl parts::Write for $type {
            fn write(&self, out: &mut String) {
                parts::write_record(
                    out,
                    &[$((name!($field $($name)?), &self.$field)),*],
                    &[$($((stringify!($maybe), &self.$maybe)),*)?],
                );
            }
        }
    };
}

/// Reads and writes a choice: each as its name alone, as its name with one value, or as its name with a record.
macro_rules! choice {
    ($type:ident { $($name:ident $(($value:ident))? $({ $($field:ident),* $(,)? })?),* $(,)? } else $otherwise:ident) => {
        impl parts::Read for $type {
            fn read(json: &$crate::json::Json, trouble: &mut bool) -> $type {
                let (name, content) = parts::variant(json);
                match name {
                    $(stringify!($name) => $type::$name
                        $(({ let $value = parts::Read::read(content, trouble); $value }))?
                        $({ $($field: parts::Read::read(parts::part(content, stringify!($field)), trouble)),* })?,)*
                    _ => {
                        *trouble = true;
                        $type::$otherwise
                    }
                }
            }
        }

        impl parts::Write for $type {
            fn write(&self, out: &mut String) {
                match self {
                    $($type::$name $(($value))? $({ $($field),* })? => choice!(@write out $name $(($value))? $({ $($field),* })?),)*
                }
            }
        }
    };
    (@write $out:ident $name:ident) => {
        $crate::json::push_text($out, stringify!($name))
    };
    (@write $out:ident $name:ident ($value:ident)) => {
        parts::write_variant($out, stringify!($name), $value)
    };
    (@write $out:ident $name:ident { $($field:ident),* }) => {
        parts::write_variant($out, stringify!($name), &parts::Fields(&[$((stringify!($field), $field)),*]))
    };
}

macro_rules! name {
    ($field:ident) => {
        stringify!($field)
    };
    ($field:ident $name:literal) => {
        $name
    };
}
