//! The whole picture: navigation, notice, the page, drops, questions.

use super::{dialogs, drop, nav, notice_bar, toast};
use crate::app::{Model, Page};
use crate::i18n::{name, say};
use crate::ui::theme::{CONTENT_WIDTH, NARROW, S2, S3, S4, S5, colors};
use crate::ui::{Cx, Seen, authorized, batch, key, my_keys, problem, servers, use_key};
use egui::{CentralPanel, Frame, Margin, ScrollArea, Ui, ViewportCommand};

/// Windows narrower than this are tiles, which have no room for a margin.
const TILE: f32 = 340.0;

pub(in crate::ui) fn window(ui: &mut Ui, model: &mut Model, seen: &mut Seen, cx: &mut Cx<'_>) {
    seen.focus.follow(ui.ctx(), model);
    name_the_window(ui, model, &mut seen.title, cx);
    let narrow = ui.available_width() < NARROW;
    nav::show(ui, model, narrow, cx);
    let ground = colors(ui).window;
    CentralPanel::default().frame(Frame::new().fill(ground)).show(ui, |ui| {
        ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
            // The bar floats over the right margin: nothing moves when it comes.
            let room = ui.available_width();
            let side = match room {
                _ if !narrow => S5,
                ..TILE => S2,
                _ => S4,
            };
            let spare = ((room - 2.0 * side - CONTENT_WIDTH) / 2.0).max(0.0);
            let margin = Margin::symmetric((side + spare) as i8, S4 as i8);
            let margin = if spare > 100.0 { Margin { left: side as i8, ..margin } } else { margin };
            Frame::new().inner_margin(margin).show(ui, |ui| {
                ui.set_max_width(ui.available_width().min(CONTENT_WIDTH));
                ui.spacing_mut().item_spacing.y = S3;
                notice_bar::show(ui, model, cx);
                my_keys::tabs::show(ui, model.shell.page, cx);
                match model.shell.page {
                    Page::Key => key::show(ui, &mut model.key, model.shell.is_inspecting(), cx),
                    Page::Batch => batch::show(ui, &mut model.batch, cx),
                    Page::MyKeys => my_keys::show(ui, &mut model.my_keys, cx),
                    Page::Authorized => authorized::show(ui, &mut model.authorized, cx),
                    Page::Servers => servers::show(ui, &mut model.servers, cx),
                    Page::Problem => problem::show(ui, &mut model.problem, cx),
                    Page::UseKey => use_key::show(ui, &mut model.use_key, cx),
                }
            });
        });
    });
    if model.shell.dialog.is_none() {
        drop::overlay(ui.ctx(), &model.shell, cx);
    }
    dialogs::show(ui.ctx(), model, &mut seen.licences, cx);
    toast::show(ui.ctx(), model, &mut seen.toast, cx);
}

/// By the file that is shown. Screen readers call the window by the name of its root.
fn name_the_window(ui: &Ui, model: &Model, shown: &mut String, cx: &Cx<'_>) {
    let title = match model.key.file().filter(|_| model.shell.page == Page::Key) {
        Some(file) => say!(cx.texts, "window-title-file", name = name(file)),
        None => say!(cx.texts, "window-title"),
    };
    if *shown != title {
        ui.ctx().send_viewport_cmd(ViewportCommand::Title(title.clone()));
        shown.clone_from(&title);
    }
    ui.ctx().accesskit_node_builder(egui::accesskit_root_id(), |node| node.set_label(title));
}
