//! What a certificate says of its key.

use super::rows;
use crate::app::{Attached, Certified};
use crate::i18n::say;
use crate::key::{CertType, SignatureStatus};
use crate::ui::Cx;
use crate::ui::theme::{S1, S2, S3, colors, icon};
use crate::ui::widgets::{caption, field_label, message, status};
use egui::Ui;
use egui::accesskit::Live;

/// A certificate that is a file of its own.
pub(in crate::ui) fn show(ui: &mut Ui, certified: &Certified, cx: &Cx<'_>) {
    contents(ui, certified, cx);
    let certificate = &certified.certificate;
    if certificate.holder == CertType::User && certificate.signature != SignatureStatus::Invalid {
        caption(ui, &say!(cx.texts, "certificate-shared"));
    }
}

/// The certificate in the file of a private key.
pub(in crate::ui) fn attached(ui: &mut Ui, attached: &Attached, cx: &Cx<'_>) {
    ui.add_space(S3);
    let certified = match attached {
        Attached::Read(certified) => certified,
        Attached::Unread => {
            field_label(ui, &say!(cx.texts, "certificate-line"), "");
            let color = colors(ui).warn;
            status(ui, icon::WARN, color, &say!(cx.texts, "certificate-unread"));
            return;
        }
    };
    let title = match certified.certificate.holder {
        CertType::User => say!(cx.texts, "certificate-attached-user"),
        CertType::Host => say!(cx.texts, "certificate-attached-host"),
    };
    field_label(ui, &title, "");
    ui.add_space(S1);
    contents(ui, certified, cx);
}

/// What is wrong with it comes first.
fn contents(ui: &mut Ui, certified: &Certified, cx: &Cx<'_>) {
    let (c, certificate) = (colors(ui), &certified.certificate);
    for words in cx.texts.standing(certified.standing).into_iter().chain(cx.texts.refusals(certificate)) {
        message(ui, icon::WARN, c.warn, &words, Live::Polite);
    }
    rows::show(ui, &cx.texts.certificate(certificate));
    ui.add_space(S2);
    // Anyone can sign: that the signature fits says nothing of whether to trust it.
    let (sign, color) = match certificate.signature {
        SignatureStatus::Valid | SignatureStatus::Unchecked => (icon::INFO, c.weak),
        SignatureStatus::Invalid => (icon::WARN, c.bad),
    };
    status(ui, sign, color, &cx.texts.signature(certificate));
}
