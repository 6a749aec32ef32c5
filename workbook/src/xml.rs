//! XML as open, close and text, whatever prefixes a writer gives its names.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::XmlVersion;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};

use crate::Trouble;

/// The XML of one part, read from start to end.
pub struct Xml<'a> {
    reader: Reader<&'a [u8]>,
    what: &'static str,
}

/// What comes next.
pub enum Node<'a> {
    /// An element opens; an empty one closes right after.
    Open(Element<'a>),
    /// The element opened last and not yet closed closes.
    Close,
    /// Some of the text in it.
    Text(Cow<'a, str>),
    /// The part is over.
    End,
}

/// An element with its attributes.
pub struct Element<'a>(BytesStart<'a>);

impl<'a> Xml<'a> {
    /// Begins a text; `what` stands in the sentence where it cannot be understood.
    pub fn of(text: &'a str, what: &'static str) -> Xml<'a> {
        let mut reader = Reader::from_str(text);
        reader.config_mut().expand_empty_elements = true;
        Xml { reader, what }
    }

    /// What comes next.
    pub fn next(&mut self) -> Result<Node<'a>, Trouble> {
        loop {
            return Ok(
                match self.reader.read_event().map_err(|_| self.damaged())? {
                    Event::Start(element) => Node::Open(Element(element)),
                    Event::End(_) => Node::Close,
                    Event::Text(text) => match text.into_inner() {
                        // As XML wants it: one kind of line end.
                        text if text.contains('\r') => {
                            Node::Text(text.replace("\r\n", "\n").replace('\r', "\n").into())
                        }
                        text => Node::Text(text),
                    },
                    Event::CData(text) => Node::Text(text.into_inner()),
                    Event::GeneralRef(reference) => {
                        let letter = reference.resolve_char_ref().ok().flatten();
                        let known = resolve_predefined_entity(&reference);
                        Node::Text(match (letter, known) {
                            (Some(letter), _) => letter.to_string().into(),
                            (None, Some(known)) => known.into(),
                            // Only what the file itself declares, which no workbook does.
                            (None, None) => return Err(self.damaged()),
                        })
                    }
                    Event::Eof => Node::End,
                    _ => continue,
                },
            );
        }
    }

    /// The next element, wherever it stands; `None` at the end.
    pub fn next_element(&mut self) -> Result<Option<Element<'a>>, Trouble> {
        loop {
            match self.next()? {
                Node::Open(element) => return Ok(Some(element)),
                Node::End => return Ok(None),
                _ => {}
            }
        }
    }

    /// The next element right inside the one that is open; `None` where that closes.
    pub fn next_inside(&mut self) -> Result<Option<Element<'a>>, Trouble> {
        loop {
            match self.next()? {
                Node::Open(element) => return Ok(Some(element)),
                Node::Close => return Ok(None),
                Node::Text(_) => {}
                Node::End => return Err(self.damaged()),
            }
        }
    }

    /// Leaves the element that was opened last, with all in it.
    pub fn skip(&mut self) -> Result<(), Trouble> {
        let mut depth = 1;
        while depth > 0 {
            match self.next()? {
                Node::Open(_) => depth += 1,
                Node::Close => depth -= 1,
                Node::Text(_) => {}
                Node::End => return Err(self.damaged()),
            }
        }
        Ok(())
    }

    /// Adds the text of the element that was opened last, and leaves it.
    pub fn push_text(&mut self, text: &mut String) -> Result<(), Trouble> {
        loop {
            match self.next()? {
                Node::Text(part) => text.push_str(&part),
                Node::Open(_) => self.skip()?,
                Node::Close => return Ok(()),
                Node::End => return Err(self.damaged()),
            }
        }
    }

    /// That this part cannot be understood.
    pub fn damaged(&self) -> Trouble {
        Trouble::Damaged(self.what)
    }
}

impl Element<'_> {
    /// Its name without a prefix.
    pub fn is(&self, name: &str) -> bool {
        self.0.local_name().as_ref() == name
    }

    /// An attribute by its name without a prefix; of several the first.
    pub fn attribute(&self, name: &str) -> Option<Cow<'_, str>> {
        self.find(|key| key == name)
    }

    /// An attribute by its prefix and name as nearly every writer spells them.
    pub fn attribute_of(&self, prefix: &str, name: &str) -> Option<Cow<'_, str>> {
        self.0
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| {
                let parts = attribute.key.as_ref().split_once(':');
                parts == Some((prefix, name))
            })
            .map(value)
    }

    fn find(&self, is_meant: impl Fn(&str) -> bool) -> Option<Cow<'_, str>> {
        let mut attributes = self.0.attributes();
        let found = attributes
            .with_checks(false)
            .flatten()
            .find(|attribute| is_meant(attribute.key.local_name().as_ref()));
        found.map(value)
    }
}

fn value(attribute: quick_xml::events::attributes::Attribute<'_>) -> Cow<'_, str> {
    attribute
        .normalized_value(XmlVersion::Implicit1_0)
        .unwrap_or(attribute.value)
}
