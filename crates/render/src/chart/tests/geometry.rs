//! What a test sees of a picture: its size and every place that it draws at.

/// The number in an attribute.
pub(crate) fn attribute(tag: &str, name: &str) -> Option<f64> {
    let head = tag.split('>').next()?;
    let value = format!(" {head}").split(&format!(" {name}=\"")).nth(1)?.split('"').next()?.to_owned();
    Some(value.parse().unwrap_or_else(|_| panic!("{name}={value} in <{head}")))
}

/// Width and height of the view box.
pub(crate) fn size(svg: &str) -> (f64, f64) {
    let view = svg.split("viewBox=\"0 0 ").nth(1).unwrap().split('"').next().unwrap();
    let (wide, high) = view.split_once(' ').unwrap();
    (wide.parse().unwrap(), high.parse().unwrap())
}

/// Every place: of words, of circles with their edges, of rectangles with their corners, of paths with each of their ends.
pub(crate) fn places(svg: &str) -> Vec<(f64, f64)> {
    let mut places = Vec::new();
    for tag in svg.split('<').skip(1) {
        let number = |name: &str| attribute(tag, name);
        match tag.split([' ', '>']).next().unwrap() {
            "text" => places.push((number("x").unwrap(), number("y").unwrap())),
            "circle" => {
                let (x, y, r) = (number("cx").unwrap(), number("cy").unwrap(), number("r").unwrap());
                places.extend([(x - r, y - r), (x + r, y + r)]);
            }
            "rect" => {
                let (x, y) = (number("x").unwrap(), number("y").unwrap());
                places.extend([(x, y), (x + number("width").unwrap(), y + number("height").unwrap())]);
            }
            "path" => {
                let d = tag.split(" d=\"").nth(1).unwrap().split('"').next().unwrap();
                walk(d, &mut places);
            }
            _ => {}
        }
    }
    places
}

/// Follows a path of M, L, H, V and l, h, v, z.
fn walk(d: &str, places: &mut Vec<(f64, f64)>) {
    let (mut x, mut y, mut from) = (0.0, 0.0, (0.0, 0.0));
    let mut rest = d;
    while let Some(command) = rest.chars().next() {
        rest = &rest[1..];
        let end = rest.find(|c: char| c.is_ascii_alphabetic() && c != 'e').unwrap_or(rest.len());
        let numbers = numbers(&rest[..end]);
        rest = &rest[end..];
        match command {
            'M' => {
                (x, y) = (numbers[0], numbers[1]);
                from = (x, y);
                assert_eq!(numbers.len(), 2, "{d}");
                places.push((x, y));
            }
            'L' | 'l' => {
                for pair in numbers.chunks(2) {
                    (x, y) = if command == 'L' { (pair[0], pair[1]) } else { (x + pair[0], y + pair[1]) };
                    places.push((x, y));
                }
            }
            'H' | 'h' => x = numbers[0] + if command == 'h' { x } else { 0.0 },
            'V' | 'v' => y = numbers[0] + if command == 'v' { y } else { 0.0 },
            'z' => (x, y) = from,
            other => panic!("{other} in {d}"),
        }
        places.push((x, y));
    }
}

/// Numbers that are parted by spaces, or by the sign of the next.
fn numbers(text: &str) -> Vec<f64> {
    let spaced = text.replace('-', " -");
    spaced.split_whitespace().map(|n| n.parse().unwrap_or_else(|_| panic!("{n} in {text}"))).collect()
}
