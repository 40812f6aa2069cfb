//! A line of the file, for programs: one line of JSON.

use crate::cli::json::{Object, list, quoted};
use crate::key::Weakness;
use crate::sshfiles::{
    BadOption, Content, Edit, FromProblem, Ignored, KeyDamage, KeyLine, KeyOptions, LineFault, PastedBlock,
    Remark,
};
use crate::system::utc_and_local;
use std::path::{Path, PathBuf};

/// Nothing for blank lines and comments.
pub(super) fn line(number: usize, content: &Content, remarks: &[&Remark]) -> String {
    let mut object = Object::default();
    object.raw("line", &number.to_string());
    match content {
        Content::Blank | Content::Comment => return String::new(),
        Content::Key(line) => of_key_line(line, remarks, &mut object),
        Content::Ignored(why) => of_ignored(why, &mut object),
    }
    format!("{}\n", object.end())
}

/// What was changed, in one line; `backups` is `None` where nothing was saved.
pub(super) fn change(file: &Path, edits: &[Edit], backups: Option<&[PathBuf]>) -> String {
    let one = |edit: &Edit| {
        let mut object = Object::default();
        object.raw("line", &edit.number.to_string());
        for (name, text) in [("old", &edit.old), ("new", &edit.new)] {
            text.iter().for_each(|text| object.text(name, &String::from_utf8_lossy(text)));
        }
        object.end()
    };
    let mut object = Object::default();
    object.file(file);
    object.raw("changed", &(backups.is_some() && !edits.is_empty()).to_string());
    object.raw("edits", &list(edits.iter().map(one)));
    let backups = backups.unwrap_or_default().iter();
    object.raw("backups", &list(backups.map(|backup| quoted(&backup.to_string_lossy()))));
    format!("{}\n", object.end())
}

fn of_key_line(line: &KeyLine, remarks: &[&Remark], object: &mut Object) {
    object.text("state", if line.is_on { "on" } else { "off" });
    object.key(&line.key, true);
    object.text("options", &line.written_options);
    of_options(&line.options, object);
    object.raw("findings", &list(remarks.iter().map(|remark| of_remark(remark))));
}

fn of_options(options: &KeyOptions, object: &mut Object) {
    let texts = |values: &[String]| list(values.iter().map(|value| quoted(value)));
    object.raw("restrict", &options.restrict.to_string());
    object.raw("allowed", &list(options.allowed.iter().map(|capability| quoted(capability.name()))));
    let from = options.from.iter().flat_map(|from| from.split(','));
    object.raw("from", &list(from.map(quoted)));
    if let Some(until) = options.until.iter().min() {
        let [utc, local] = utc_and_local();
        object.text("until", &until.shown());
        object.raw("until_utc", &until.is_utc().to_string());
        object.raw("expired", &options.until.iter().any(|time| time.is_past(&utc, &local)).to_string());
    }
    for (name, value) in
        [("command", &options.command), ("tunnel", &options.tunnel), ("principals", &options.principals)]
    {
        value.iter().for_each(|value| object.text(name, value));
    }
    object.raw("environment", &texts(&options.environment));
    object.raw("permit_open", &texts(&options.permit_open));
    object.raw("permit_listen", &texts(&options.permit_listen));
    object.raw("cert_authority", &options.cert_authority.to_string());
    object.raw("touch_required", &options.touch_required.to_string());
    object.raw("verify_required", &options.verify_required.to_string());
}

fn of_remark(remark: &Remark) -> String {
    let mut object = Object::default();
    let because = match remark {
        Remark::Repeated { .. } => "repeated",
        Remark::Weak(Weakness::ShortRsa { .. }) => "short-rsa",
        Remark::Weak(Weakness::Dsa) => "dsa",
        Remark::Weak(Weakness::MaybeUsedInOldPutty) => "p521",
        Remark::SecondKey => "second-key",
        Remark::Principals => "principals-alone",
        Remark::From(FromProblem::Empty) => "from-empty",
        Remark::From(FromProblem::Mask(_)) => "from-mask",
        Remark::From(FromProblem::Blank(_)) => "from-blank",
        Remark::From(FromProblem::OnlyNegated) => "from-only-negated",
        Remark::From(FromProblem::Name(_)) => "from-name",
        Remark::From(FromProblem::NegatedName(_)) => "from-negated-name",
        Remark::Service(_) => "permit-service",
    };
    object.text("because", because);
    match remark {
        Remark::Repeated { of } => object.raw("of", &of.to_string()),
        Remark::From(
            FromProblem::Mask(pattern)
            | FromProblem::Blank(pattern)
            | FromProblem::Name(pattern)
            | FromProblem::NegatedName(pattern),
        ) => object.text("pattern", pattern),
        Remark::Service(value) => object.text("value", value),
        _ => {}
    }
    object.end()
}

fn of_ignored(why: &Ignored, object: &mut Object) {
    object.text("state", "ignored");
    object.text("because", because(why));
    if let Ignored::Options { problem, written, .. } = why {
        if let Some(option) = option(problem) {
            object.text("option", option);
        }
        object.text("options", written);
    }
    why.key().into_iter().for_each(|key| object.key(key, true));
}

/// The same in every language and version.
fn because(why: &Ignored) -> &'static str {
    match why {
        Ignored::Options { problem: BadOption::Unknown(_), .. } => "option-unknown",
        Ignored::Options { problem: BadOption::NoQuote(_) | BadOption::OpenQuote, .. } => "option-not-quoted",
        Ignored::Options { problem: BadOption::Repeated(_), .. } => "option-twice",
        Ignored::Options { .. } => "option-value",
        Ignored::Damaged(KeyDamage::Unsupported(_)) => "type-unsupported",
        Ignored::Damaged(KeyDamage::ShortRsa { .. }) => "rsa-too-short",
        Ignored::Damaged(KeyDamage::OtherType { .. }) => "other-type",
        Ignored::Damaged(_) => "damaged",
        Ignored::Glued => "glued",
        Ignored::Certificate(_) => "certificate",
        Ignored::ByteOrderMark(_) => "byte-order-mark",
        Ignored::Utf16 => "utf-16",
        Ignored::Pasted(PastedBlock::PrivateKey) => "private-key",
        Ignored::Pasted(PastedBlock::PublicKey) => "other-format",
        Ignored::InPasted => "part-of-block",
        Ignored::Misplaced(LineFault::Spaces, _) => "space-in-options",
        Ignored::Misplaced(LineFault::Quotes, _) => "quotes",
        Ignored::Misplaced(LineFault::Marker, _) => "marker-of-known-hosts",
        Ignored::Misplaced(LineFault::Wrapped, _) => "wrapped",
        Ignored::NotAKey => "no-key",
    }
}

fn option(problem: &BadOption) -> Option<&str> {
    match problem {
        BadOption::Unknown(name) => Some(name),
        BadOption::NoQuote(name) | BadOption::Repeated(name) | BadOption::Permit { name, .. } => Some(name),
        BadOption::Time(_) => Some("expiry-time"),
        BadOption::Environment(_) => Some("environment"),
        BadOption::Tunnel(_) => Some("tunnel"),
        BadOption::OpenQuote => None,
    }
}
