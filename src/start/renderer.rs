//! What the window can be drawn with.

use crate::system::OTHER_GRAPHICS;

/// What draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Renderer {
    /// OpenGL: small and fast, and enough almost everywhere.
    OpenGl,
    /// DirectX 12. Windows can do it without a graphics card too, in Remote Desktop and virtual
    /// machines.
    Dx12,
    /// Vulkan.
    Vulkan,
}

impl Renderer {
    /// Each of them, in the order in which they are tried.
    pub const ALL: [Self; 3] = [Self::OpenGl, Self::Dx12, Self::Vulkan];

    /// Those that this program has, in the order in which they are tried.
    pub const fn here() -> &'static [Self] {
        if OTHER_GRAPHICS { &Self::ALL } else { &[Self::OpenGl] }
    }

    /// What it is called on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::OpenGl => "glow",
            Self::Dx12 => "dx12",
            Self::Vulkan => "vulkan",
        }
    }

    /// The one that is called so.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|renderer| renderer.name() == name)
    }
}

#[cfg(test)]
mod tests {
    use super::Renderer;

    #[test]
    fn opengl_comes_first_everywhere() {
        assert_eq!(Renderer::here().first(), Some(&Renderer::OpenGl));
        assert_eq!(Renderer::ALL, [Renderer::OpenGl, Renderer::Dx12, Renderer::Vulkan]);
    }

    #[test]
    fn every_name_is_understood() {
        for renderer in Renderer::ALL {
            assert_eq!(Renderer::named(renderer.name()), Some(renderer));
        }
        assert_eq!(Renderer::named("Glow"), None);
        assert_eq!(Renderer::named(""), None);
    }
}
