//! Pictures and embedded objects, which may hold a table that the text does not repeat.

use crate::message;
use crate::message::Message;
use roxmltree::Node;

/// The area from which on a picture is more than a seal, in square EMU: 9 cm by 4 cm.
const LARGE: f64 = 3_240_000.0 * 1_440_000.0;
/// EMU per point.
const POINT: f64 = 12_700.0;

/// Returns what is not read of a drawing: a large picture, or an object of another program.
pub(super) fn unread<'a>(drawing: Node<'a, 'a>) -> Option<Message> {
    let inner =
        |name: &'static str| drawing.descendants().find(move |node| node.tag_name().name() == name);
    let attribute = |node: Node<'a, 'a>, name: &str| {
        node.attributes().find(|one| one.name() == name).map(|one| one.value())
    };
    if let Some(object) = inner("OLEObject") {
        let program = attribute(object, "ProgID").unwrap_or("object");
        return (!program.starts_with("Equation"))
            .then(|| message!("doubt-embedded", program = program));
    }
    let is_picture = inner("blip").or_else(|| inner("imagedata")).is_some();
    let extent = inner("extent")
        .and_then(|extent| Some((attribute(extent, "cx")?, attribute(extent, "cy")?)));
    let emu = extent.and_then(|(x, y)| Some(x.parse::<f64>().ok()? * y.parse::<f64>().ok()?));
    let area = emu.or_else(|| inner("shape").and_then(|shape| area(attribute(shape, "style")?)))?;
    (is_picture && area >= LARGE).then(|| message!("doubt-picture"))
}

/// Returns the area of a shape, in square EMU, from its style: `width:400pt;height:200pt`.
fn area(style: &str) -> Option<f64> {
    let length = |name: &str| {
        let value = style
            .split(';')
            .filter_map(|one| one.split_once(':'))
            .find(|(key, _)| key.trim() == name)?
            .1;
        value.trim().strip_suffix("pt")?.parse::<f64>().ok()
    };
    Some(length("width")? * length("height")? * POINT * POINT)
}
