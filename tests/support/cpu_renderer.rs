//! Draws the window on the CPU: pictures without GPU, driver or display, the same bytes from run
//! to run.

use eframe::egui::{self, TextureId, TexturesDelta, epaint};
use image::RgbaImage;
use std::collections::HashMap;

type Pixel = [f32; 4];

#[derive(Default)]
pub struct CpuRenderer {
    textures: HashMap<TextureId, egui::ColorImage>,
}

impl egui_kittest::TestRenderer for CpuRenderer {
    fn handle_delta(&mut self, delta: &mut TexturesDelta) {
        for (id, parts) in delta.set.drain() {
            for part in parts {
                let egui::ImageData::Color(image) = &part.image;
                match part.pos {
                    None => {
                        self.textures.insert(id, (**image).clone());
                    }
                    Some([x, y]) => {
                        let whole = self.textures.get_mut(&id).expect("a part of a known texture");
                        let (width, part_width) = (whole.size[0], image.size[0]);
                        for row in 0..image.size[1] {
                            let to = (y + row) * width + x;
                            let from = row * part_width;
                            whole.pixels[to..to + part_width]
                                .copy_from_slice(&image.pixels[from..from + part_width]);
                        }
                    }
                }
            }
        }
        for id in delta.free.drain() {
            self.textures.remove(&id);
        }
    }

    fn render(&mut self, ctx: &egui::Context, output: &egui::FullOutput) -> Result<RgbaImage, String> {
        let scale = ctx.pixels_per_point();
        let size = ctx.content_rect().size() * scale;
        let mut canvas = Canvas::new(size.x.round() as usize, size.y.round() as usize, scale);
        for clipped in ctx.tessellate(output.shapes.clone(), scale) {
            let epaint::Primitive::Mesh(mesh) = &clipped.primitive else { continue };
            let Some(texture) = self.textures.get(&mesh.texture_id) else { continue };
            canvas.clip_to(clipped.clip_rect);
            for corners in mesh.indices.chunks_exact(3) {
                let corners = [0, 1, 2].map(|i| mesh.vertices[corners[i] as usize]);
                canvas.triangle(&corners, texture);
            }
        }
        Ok(canvas.into_image())
    }
}

struct Canvas {
    pixels: Vec<Pixel>,
    width: usize,
    height: usize,
    scale: f32,
    /// left, top, right, bottom
    clip: [usize; 4],
}

impl Canvas {
    fn new(width: usize, height: usize, scale: f32) -> Self {
        Self { pixels: vec![[0.0; 4]; width * height], width, height, scale, clip: [0; 4] }
    }

    fn clip_to(&mut self, rect: egui::Rect) {
        let at = |value: f32, most: usize| (value * self.scale).round().clamp(0.0, most as f32) as usize;
        self.clip = [
            at(rect.min.x, self.width),
            at(rect.min.y, self.height),
            at(rect.max.x, self.width),
            at(rect.max.y, self.height),
        ];
    }

    /// In 1/256 of a pixel, each pixel drawn by one of two neighbouring triangles only.
    fn triangle(&mut self, corners: &[epaint::Vertex; 3], texture: &egui::ColorImage) {
        let fixed =
            |v: &epaint::Vertex| [v.pos.x, v.pos.y].map(|value| (value * self.scale * 256.0).round() as i64);
        let points = [fixed(&corners[0]), fixed(&corners[1]), fixed(&corners[2])];
        let area = edge(points[0], points[1], points[2]);
        if area == 0 {
            return;
        }
        let order: [usize; 3] = if area > 0 { [0, 1, 2] } else { [0, 2, 1] };
        let (points, corners) = (order.map(|i| points[i]), order.map(|i| corners[i]));
        let area = area.abs() as f32;
        let bias = [[1, 2], [2, 0], [0, 1]].map(|[from, to]: [usize; 2]| {
            let (dx, dy) = (points[to][0] - points[from][0], points[to][1] - points[from][1]);
            if (dy == 0 && dx > 0) || dy < 0 { 0 } else { -1 }
        });
        let colors = corners.map(|v| v.color.to_array().map(|part| f32::from(part) / 255.0));
        let [left, top, right, bottom] = self.bounds(&points);
        for y in top..bottom {
            for x in left..right {
                let at = [x as i64 * 256 + 128, y as i64 * 256 + 128];
                let edges = [
                    edge(points[1], points[2], at),
                    edge(points[2], points[0], at),
                    edge(points[0], points[1], at),
                ];
                if (0..3).any(|i| edges[i] + bias[i] < 0) {
                    continue;
                }
                let weights = edges.map(|edge| edge as f32 / area);
                let mix = |of: [f32; 3]| (0..3).map(|i| weights[i] * of[i]).sum::<f32>();
                let texel = sample(texture, mix(corners.map(|v| v.uv.x)), mix(corners.map(|v| v.uv.y)));
                let source: Pixel = std::array::from_fn(|k| mix(colors.map(|color| color[k])) * texel[k]);
                let target = &mut self.pixels[y * self.width + x];
                for k in 0..4 {
                    target[k] = source[k] + target[k] * (1.0 - source[3]);
                }
            }
        }
    }

    fn bounds(&self, points: &[[i64; 2]; 3]) -> [usize; 4] {
        let low = |k: usize| (points.iter().map(|p| p[k]).min().unwrap_or(0) >> 8).max(0) as usize;
        let high = |k: usize| ((points.iter().map(|p| p[k]).max().unwrap_or(0) + 255) >> 8).max(0) as usize;
        let [left, top, right, bottom] = self.clip;
        [low(0).max(left), low(1).max(top), high(0).min(right), high(1).min(bottom)]
    }

    fn into_image(self) -> RgbaImage {
        let mut image = RgbaImage::new(self.width as u32, self.height as u32);
        for (to, from) in image.pixels_mut().zip(&self.pixels) {
            to.0 = from.map(|part| (part.clamp(0.0, 1.0) * 255.0).round() as u8);
        }
        image
    }
}

fn edge(a: [i64; 2], b: [i64; 2], at: [i64; 2]) -> i64 {
    (b[0] - a[0]) * (at[1] - a[1]) - (b[1] - a[1]) * (at[0] - a[0])
}

fn sample(texture: &egui::ColorImage, u: f32, v: f32) -> Pixel {
    let (width, height) = (texture.size[0] as i32, texture.size[1] as i32);
    let (x, y) = (u * width as f32 - 0.5, v * height as f32 - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let (ax, ay) = (x - left, y - top);
    let texel = |dx: i32, dy: i32| -> Pixel {
        let x = (left as i32 + dx).clamp(0, width - 1);
        let y = (top as i32 + dy).clamp(0, height - 1);
        texture.pixels[(y * width + x) as usize].to_array().map(|part| f32::from(part) / 255.0)
    };
    let [a, b, c, d] = [texel(0, 0), texel(1, 0), texel(0, 1), texel(1, 1)];
    std::array::from_fn(|k| {
        (a[k] * (1.0 - ax) + b[k] * ax) * (1.0 - ay) + (c[k] * (1.0 - ax) + d[k] * ax) * ay
    })
}
