//! Writes a property graph as XML: GraphML for networkx, igraph and yEd, GEXF for Gephi.
//!
//! `<edge source="n3" target="n7"><data key="e-type">lead</data>…`: nodes are numbered in order,
//! and their IRI is a value. The value `weight` is a number, and in GEXF also the weight of the
//! edge itself, which Gephi uses to draw and compute.

use std::collections::BTreeMap;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::attributes::Attribute;
use quick_xml::events::{BytesDecl, BytesText, Event};
use quick_xml::name::QName;

use super::property::{Link, Node, PropertyGraph, Values};
use crate::markup::escaped;

/// Writes GraphML.
///
/// # Errors
///
/// If the writer fails.
pub fn graphml(graph: &PropertyGraph, writer: impl Write) -> io::Result<()> {
    let mut xml = begin(writer)?;
    let (nodes, links) =
        (columns(graph.node_keys(), &["iri", "kind"]), columns(graph.link_keys(), &["type"]));
    let at = places(graph);
    xml.create_element("graphml")
        .with_attribute(("xmlns", "http://graphml.graphdrawing.org/xmlns"))
        .write_inner_content(|xml| {
            for (domain, prefix, columns) in [("node", "n", &nodes), ("edge", "e", &links)] {
                for name in columns {
                    let id = format!("{prefix}-{name}");
                    let key = xml
                        .create_element("key")
                        .with_attribute(("id", id.as_str()))
                        .with_attribute(("for", domain));
                    key.with_attribute(("attr.name", name.as_str()))
                        .with_attribute((
                            "attr.type",
                            if is_number(name) { "double" } else { "string" },
                        ))
                        .write_empty()?;
                }
            }
            xml.create_element("graph")
                .with_attribute(("id", "zeren"))
                .with_attribute(("edgedefault", direction(graph)))
                .write_inner_content(|xml| {
                    for (index, node) in graph.nodes.iter().enumerate() {
                        let id = format!("n{index}");
                        let element =
                            xml.create_element("node").with_attribute(("id", id.as_str()));
                        element.write_inner_content(|xml| data(xml, "n", &all(node)))?;
                    }
                    for (index, link) in graph.links.iter().enumerate() {
                        let (id, [from, to]) = (format!("e{index}"), ends(link, &at));
                        let element =
                            xml.create_element("edge").with_attribute(("id", id.as_str()));
                        let element = element
                            .with_attribute(("source", from.as_str()))
                            .with_attribute(("target", to.as_str()));
                        element.write_inner_content(|xml| data(xml, "e", &typed(link)))?;
                    }
                    Ok(())
                })?;
            Ok(())
        })?;
    end(xml)
}

/// Writes GEXF 1.2.
///
/// # Errors
///
/// If the writer fails.
pub fn gexf(graph: &PropertyGraph, writer: impl Write) -> io::Result<()> {
    let mut xml = begin(writer)?;
    let (nodes, links) =
        (columns(graph.node_keys(), &["iri", "kind"]), columns(graph.link_keys(), &["type"]));
    let at = places(graph);
    let root = xml
        .create_element("gexf")
        .with_attribute(("xmlns", "http://www.gexf.net/1.2draft"))
        .with_attribute(("version", "1.2"));
    root.write_inner_content(|xml| {
        let element = xml
            .create_element("graph")
            .with_attribute(("mode", "static"))
            .with_attribute(("defaultedgetype", direction(graph)));
        element.write_inner_content(|xml| {
            for (class, columns) in [("node", &nodes), ("edge", &links)] {
                let element = xml.create_element("attributes").with_attribute(("class", class));
                element.with_attribute(("mode", "static")).write_inner_content(|xml| {
                    for name in columns {
                        let element =
                            xml.create_element("attribute").with_attribute(("id", name.as_str()));
                        element
                            .with_attribute(("title", name.as_str()))
                            .with_attribute((
                                "type",
                                if is_number(name) { "double" } else { "string" },
                            ))
                            .write_empty()?;
                    }
                    Ok(())
                })?;
            }
            xml.create_element("nodes").write_inner_content(|xml| {
                for (index, node) in graph.nodes.iter().enumerate() {
                    let (id, label) =
                        (format!("n{index}"), node.values.get("name").unwrap_or(&node.iri));
                    let element = xml.create_element("node").with_attribute(("id", id.as_str()));
                    element
                        .with_attribute(attribute("label", label))
                        .write_inner_content(|xml| values(xml, &all(node)))?;
                }
                Ok(())
            })?;
            xml.create_element("edges").write_inner_content(|xml| {
                for (index, link) in graph.links.iter().enumerate() {
                    let (id, [from, to]) = (format!("e{index}"), ends(link, &at));
                    let element = xml.create_element("edge").with_attribute(("id", id.as_str()));
                    let element = element
                        .with_attribute(("source", from.as_str()))
                        .with_attribute(("target", to.as_str()));
                    let mut element = element.with_attribute(("label", link.kind.as_str()));
                    if let Some(weight) = link.values.get(WEIGHT) {
                        element = element.with_attribute((WEIGHT, weight.as_str()));
                    }
                    element.write_inner_content(|xml| values(xml, &typed(link)))?;
                }
                Ok(())
            })?;
            Ok(())
        })?;
        Ok(())
    })?;
    end(xml)
}

/// The name of the value that is the weight of a link.
pub const WEIGHT: &str = "weight";

/// The name of the value that counts the tasks of a node.
pub const TASKS: &str = "tasks";

fn is_number(name: &str) -> bool {
    [WEIGHT, TASKS].contains(&name)
}

fn direction(graph: &PropertyGraph) -> &'static str {
    if graph.is_undirected { "undirected" } else { "directed" }
}

fn begin<W: Write>(writer: W) -> io::Result<Writer<W>> {
    let mut xml = Writer::new_with_indent(writer, b' ', 1);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    Ok(xml)
}

fn end<W: Write>(xml: Writer<W>) -> io::Result<()> {
    let mut writer = xml.into_inner();
    writer.write_all(b"\n")?;
    writer.flush()
}

fn columns(keys: impl IntoIterator<Item = impl ToString>, own: &[&str]) -> Vec<String> {
    own.iter().map(ToString::to_string).chain(keys.into_iter().map(|key| key.to_string())).collect()
}

/// Returns the identifier of each node, by IRI.
fn places(graph: &PropertyGraph) -> BTreeMap<&str, String> {
    graph
        .nodes
        .iter()
        .enumerate()
        .map(|(index, node)| (node.iri.as_str(), format!("n{index}")))
        .collect()
}

fn ends(link: &Link, at: &BTreeMap<&str, String>) -> [String; 2] {
    [&link.from, &link.to].map(|iri| at.get(iri.as_str()).cloned().unwrap_or_default())
}

fn all(node: &Node) -> Values {
    let own = [("iri".to_owned(), node.iri.clone()), ("kind".to_owned(), node.kind.to_owned())];
    node.values.clone().into_iter().chain(own).collect()
}

fn typed(link: &Link) -> Values {
    link.values.clone().into_iter().chain([("type".to_owned(), link.kind.clone())]).collect()
}

fn data<W: Write>(xml: &mut Writer<W>, prefix: &str, of: &Values) -> io::Result<()> {
    for (name, value) in of {
        let key = format!("{prefix}-{name}");
        xml.create_element("data")
            .with_attribute(("key", key.as_str()))
            .write_text_content(BytesText::from_escaped(escaped(value)))?;
    }
    Ok(())
}

fn values<W: Write>(xml: &mut Writer<W>, of: &Values) -> io::Result<()> {
    xml.create_element("attvalues").write_inner_content(|xml| {
        for (name, value) in of {
            let element = xml.create_element("attvalue").with_attribute(("for", name.as_str()));
            element.with_attribute(attribute("value", value)).write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Returns an attribute with any text as its value.
fn attribute<'a>(name: &'a str, value: &str) -> Attribute<'a> {
    Attribute { key: QName(name), value: escaped(value).into() }
}
