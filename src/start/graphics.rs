//! Drawing without OpenGL, by wgpu.

use super::Renderer;
use eframe::egui_wgpu::{WgpuConfiguration, WgpuSetupCreateNew};
use eframe::wgpu::{
    Adapter, Backends, DeviceDescriptor, DeviceType, Dx12Compiler, InstanceFlags, Limits, MemoryHints,
    Surface,
};
use std::sync::Arc;

/// For this renderer alone: if more were left to wgpu, the failure of its first choice would be
/// final. OpenGL is drawn without wgpu.
pub(super) fn configuration(renderer: Renderer) -> Option<WgpuConfiguration> {
    let backends = match renderer {
        Renderer::OpenGl => return None,
        Renderer::Dx12 => Backends::DX12,
        Renderer::Vulkan => Backends::VULKAN,
    };
    let mut setup = WgpuSetupCreateNew::without_display_handle();
    setup.instance_descriptor.backends = backends;
    // The other one is a library that Windows does not have: it would be looked for.
    setup.instance_descriptor.backend_options.dx12.shader_compiler = Dx12Compiler::Fxc;
    // The layers for developers are missing on most computers.
    setup.instance_descriptor.flags = InstanceFlags::empty();
    setup.native_adapter_selector = Some(Arc::new(choose));
    setup.device_descriptor = Arc::new(device);
    Some(WgpuConfiguration { wgpu_setup: setup.into(), ..Default::default() })
}

fn choose(adapters: &[Adapter], surface: Option<&Surface<'_>>) -> Result<Adapter, String> {
    // Some adapters of virtual machines can draw, but not into a window.
    let shows = |adapter: &&Adapter| {
        surface.is_none_or(|surface| !surface.get_capabilities(adapter).formats.is_empty())
    };
    let best = adapters.iter().filter(shows).min_by_key(|adapter| rank(adapter.get_info().device_type));
    best.cloned().ok_or_else(String::new)
}

/// Hardware before software; a window with a few words needs no more than the processor's own.
const fn rank(kind: DeviceType) -> u8 {
    match kind {
        DeviceType::IntegratedGpu => 0,
        DeviceType::DiscreteGpu => 1,
        DeviceType::VirtualGpu => 2,
        DeviceType::Other => 3,
        DeviceType::Cpu => 4,
    }
}

/// As little as will do, so that old and weak adapters have it; but windows as large as they can.
fn device(adapter: &Adapter) -> DeviceDescriptor<'static> {
    DeviceDescriptor {
        required_limits: Limits::downlevel_defaults().using_resolution(adapter.limits()),
        memory_hints: MemoryHints::MemoryUsage,
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{DeviceType, configuration, rank};
    use crate::start::Renderer;
    use eframe::egui_wgpu::WgpuSetup;
    use eframe::wgpu::Backends;

    #[test]
    fn each_has_one_backend() {
        let backends = |renderer| {
            configuration(renderer).map(|configuration| match configuration.wgpu_setup {
                WgpuSetup::CreateNew(setup) => setup.instance_descriptor.backends,
                WgpuSetup::Existing(_) => Backends::empty(),
            })
        };
        assert_eq!(backends(Renderer::OpenGl), None);
        assert_eq!(backends(Renderer::Dx12), Some(Backends::DX12));
        assert_eq!(backends(Renderer::Vulkan), Some(Backends::VULKAN));
    }

    #[test]
    fn software_is_the_last_choice() {
        let kinds =
            [DeviceType::IntegratedGpu, DeviceType::DiscreteGpu, DeviceType::VirtualGpu, DeviceType::Other];
        assert!(kinds.iter().all(|kind| rank(*kind) < rank(DeviceType::Cpu)));
    }
}
