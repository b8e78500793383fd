//! Changes inside one object of a part: new numbers of what it names, later places of its sheets, names of its heads.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object, ObjectId};

/// The new number of every object of a part.
pub(super) type Numbers = BTreeMap<ObjectId, u32>;

/// Gives every reference its new number; `None` when it names an object that is not there.
pub(super) fn renumber(object: &mut Object, numbers: &Numbers) -> Option<()> {
    match object {
        Object::Reference(id) => *id = (*numbers.get(id)?, 0),
        Object::Array(items) => items.iter_mut().try_for_each(|item| renumber(item, numbers))?,
        Object::Dictionary(fields) => fields.iter_mut().try_for_each(|(_, field)| renumber(field, numbers))?,
        Object::Stream(stream) => stream.dict.iter_mut().try_for_each(|(_, field)| renumber(field, numbers))?,
        Object::Null
        | Object::Boolean(_)
        | Object::Integer(_)
        | Object::Real(_)
        | Object::Name(_)
        | Object::String(..) => {}
    }
    Some(())
}

/// Moves the sheet of an object by so many sheets (14.7.4.4), and puts letters before the names of heads (14.8.5.7).
pub(super) fn shift(object: &mut Object, sheets: i64, names: &[u8]) {
    let Some(fields) = fields(object) else { return };
    for key in [b"StructParents".as_slice(), b"StructParent"] {
        if let Ok(Object::Integer(at)) = fields.get_mut(key) {
            *at += sheets;
        }
    }
    if !fields.has_type(b"StructElem") {
        return;
    }
    if let Ok(name) = fields.get_mut(b"ID") {
        put_before(name, names);
    }
    match fields.get_mut(b"A") {
        Ok(Object::Array(many)) => many.iter_mut().for_each(|one| shift_heads(one, names)),
        Ok(one) => shift_heads(one, names),
        Err(_) => {}
    }
}

fn shift_heads(attributes: &mut Object, names: &[u8]) {
    let heads = attributes.as_dict_mut().and_then(|fields| fields.get_mut(b"Headers")).and_then(Object::as_array_mut);
    heads.into_iter().flatten().for_each(|name| put_before(name, names));
}

/// Puts letters before a name.
pub(super) fn put_before(name: &mut Object, letters: &[u8]) {
    if let Object::String(name, _) = name {
        name.splice(0..0, letters.iter().copied());
    }
}

fn fields(object: &mut Object) -> Option<&mut Dictionary> {
    match object {
        Object::Dictionary(fields) => Some(fields),
        Object::Stream(stream) => Some(&mut stream.dict),
        _ => None,
    }
}
