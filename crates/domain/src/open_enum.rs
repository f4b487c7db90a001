//! Enumerations that Meta owns: known values are named, unknown ones are kept and shown, and
//! reading one never fails.

/// Declares an open enumeration: `Variant = "WIRE" => "Label"` lines plus an `Other` that keeps
/// whatever else arrives. Reading ignores ASCII case, because Meta's documents and answers differ in it.
#[macro_export]
macro_rules! open_enum {
    ($(#[$meta:meta])* pub enum $Name:ident { $($(#[$vmeta:meta])* $Variant:ident = $code:literal => $label:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub enum $Name {
            $($(#[$vmeta])* #[doc = $label] $Variant,)+
            /// A value that is not among the known ones, kept as it came.
            Other(Box<str>),
        }

        impl $Name {
            /// Every named value.
            pub const KNOWN: &'static [$Name] = &[$($Name::$Variant),+];

            /// The value as it is written on the wire and in the database.
            pub fn code(&self) -> &str {
                match self {
                    $($Name::$Variant => $code,)+
                    $Name::Other(code) => code,
                }
            }

            /// The word that a person reads; an unknown value is shown as it came.
            pub fn label(&self) -> &str {
                match self {
                    $($Name::$Variant => $label,)+
                    $Name::Other(code) => code,
                }
            }
        }

        impl From<&str> for $Name {
            fn from(code: &str) -> Self {
                $(if code.eq_ignore_ascii_case($code) { return $Name::$Variant; })+
                $Name::Other(code.into())
            }
        }

        impl From<String> for $Name {
            fn from(code: String) -> Self {
                $Name::from(code.as_str())
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(deserializer).map($Name::from)
            }
        }
    };
}

/// Declares a closed enumeration that the hub owns: `Variant = "code" => "Label"`.
#[macro_export]
macro_rules! closed_enum {
    ($(#[$meta:meta])* pub enum $Name:ident { $($(#[$vmeta:meta])* $Variant:ident = $code:literal => $label:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $Name {
            $($(#[$vmeta])* #[doc = $label] $Variant,)+
        }

        impl $Name {
            /// Every value, in the order of declaration.
            pub const ALL: &'static [$Name] = &[$($Name::$Variant),+];

            /// The value as it stands in addresses, in the API and in the database.
            pub const fn code(self) -> &'static str {
                match self { $($Name::$Variant => $code,)+ }
            }

            /// The word that a person reads.
            pub const fn label(self) -> &'static str {
                match self { $($Name::$Variant => $label,)+ }
            }

            /// Reads a code; `None` for anything that is not one.
            pub fn from_code(code: &str) -> Option<Self> {
                match code { $($code => Some($Name::$Variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.code())
            }
        }

        impl serde::Serialize for $Name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $Name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let code = <String as serde::Deserialize>::deserialize(deserializer)?;
                $Name::from_code(&code).ok_or_else(|| serde::de::Error::custom(format!(
                    concat!("`{}` is not a ", stringify!($Name)), code)))
            }
        }
    };
}

#[cfg(test)]
mod tests {
    open_enum! {
        /// Sample.
        pub enum Sample { Red = "RED" => "Low", Blue = "BLUE" => "High" }
    }

    #[test]
    fn known_values_are_read_in_any_case() {
        assert_eq!(Sample::from("red"), Sample::Red);
        assert_eq!(Sample::from("BLUE").label(), "High");
        assert_eq!(Sample::KNOWN, [Sample::Red, Sample::Blue]);
    }

    #[test]
    fn unknown_values_survive_a_round_trip() {
        let value = Sample::from("PURPLE");
        assert_eq!(value.code(), "PURPLE");
        let json = serde_json::to_string(&value).unwrap();
        assert_eq!(serde_json::from_str::<Sample>(&json).unwrap(), value);
    }
}
