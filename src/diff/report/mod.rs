//! What changed, as text for people and as JSON.

mod json;
mod text;

pub use json::json;
pub use text::{Style, text};
