//! What every CSV of the hub has in common: it opens correctly in a spreadsheet and carries no formula into one.

/// UTF-8 byte order mark, by which spreadsheets know the encoding.
pub(crate) const MARK: char = '\u{feff}';

/// Writes a cell that no spreadsheet takes for a formula (OWASP, CSV injection): one that begins with a character
/// that could start one gets an apostrophe in front.
pub(crate) fn write_cell(text: &str, out: &mut String) {
    let dangerous = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    let quoted = text.contains([',', '"', '\r', '\n']);
    if quoted {
        out.push('"');
    }
    if dangerous {
        out.push('\'');
    }
    if quoted {
        out.push_str(&text.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_carry_no_formula_and_are_quoted_where_needed() {
        for (text, cell) in [
            ("Nordlicht GmbH", "Nordlicht GmbH"),
            ("Müller, Söhne", "\"Müller, Söhne\""),
            ("The \"Best\"", "\"The \"\"Best\"\"\""),
            ("=1+1", "'=1+1"),
            ("+49", "'+49"),
            ("-1", "'-1"),
            ("@sum", "'@sum"),
            ("\tx", "'\tx"),
            ("\rx", "\"'\rx\""),
            ("＝1", "'＝1"),
            ("＋1", "'＋1"),
            ("－1", "'－1"),
            ("＠x", "'＠x"),
            ("=cmd|' /C calc'!A0,\"", "\"'=cmd|' /C calc'!A0,\"\"\""),
            ("", ""),
        ] {
            let mut out = String::new();
            write_cell(text, &mut out);
            assert_eq!(out, cell, "{text}");
        }
    }
}
