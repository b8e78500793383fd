//! drawing::body: the body map — our own neutral figure from the front and from the back, each region a path.

use domain::drawing::{BodyPart, Region, Side};

/// A figure: its shapes are given around x = 0 for the side that the viewer sees at the left, and mirrored for the other.
pub(super) struct Figure {
    /// Where its middle stands.
    pub(super) middle: u16,
    /// The person's side that the viewer sees at the left.
    pub(super) at_left: Side,
    /// Key of its caption.
    pub(super) caption: &'static str,
    shapes: &'static [(BodyPart, &'static str)],
}

/// One region of a figure.
pub(super) struct Shape {
    /// Which region.
    pub(super) region: Region,
    /// Its path around the middle of the figure.
    pub(super) path: &'static str,
    /// It lies on the viewer's right.
    pub(super) mirrored: bool,
}

impl Figure {
    /// Every region that is seen from here.
    pub(super) fn shapes(&self) -> impl Iterator<Item = Shape> {
        let at_right = match self.at_left {
            Side::Right => Side::Left,
            Side::Left => Side::Right,
        };
        let sides = [(self.at_left, false), (at_right, true)];
        self.shapes.iter().flat_map(move |(part, path)| {
            let single = Region::new(*part, None).map(|region| Shape { region, path, mirrored: false });
            let both = sides.into_iter().filter_map(|(side, mirrored)| {
                Region::new(*part, Some(side)).map(|region| Shape { region, path, mirrored })
            });
            single.into_iter().chain(both)
        })
    }
}

/// From the front and from the back.
pub(super) const FIGURES: [Figure; 2] = [
    Figure { middle: 250, at_left: Side::Right, caption: "drawing.front", shapes: FRONT },
    Figure { middle: 750, at_left: Side::Left, caption: "drawing.back", shapes: BACK },
];

const CROWN: &str = "M-46 106C-44 56 44 56 46 106Z";
const EAR: &str = "M-50 126C-69 116 -70 158 -50 164Z";
const NECK: &str = "M-24 194L24 194C24 220 28 236 44 246L-44 246C-28 236 -24 220 -24 194Z";
const SHOULDER: &str = "M-44 246C-70 248 -92 248 -108 254C-130 264 -137 290 -138 316L-97 322C-96 300 -92 278 -80 262Z";
const UPPER_ARM: &str = "M-138 316L-97 322C-99 356 -116 396 -124 430L-167 420C-158 384 -142 350 -138 316Z";
const ELBOW: &str = "M-167 420L-124 430C-127 446 -130 460 -136 476L-181 464C-174 448 -171 436 -167 420Z";
const FOREARM: &str = "M-181 464L-136 476C-150 520 -172 560 -183 592L-216 582C-207 540 -194 504 -181 464Z";
const HAND: &str = "M-216 582L-183 592C-176 606 -168 622 -170 634C-180 632 -182 626 -186 622C-186 642 -190 668 -204 674C-222 678 -232 660 -230 640C-230 620 -222 600 -216 582Z";
const KNEE: &str = "M-88 690L-17 690C-14 712 -18 740 -22 764L-84 764C-90 740 -91 712 -88 690Z";
const LOWER_LEG: &str = "M-84 764L-22 764C-18 812 -30 866 -34 914L-64 914C-70 866 -94 812 -84 764Z";

const FRONT: &[(BodyPart, &str)] = &[
    (BodyPart::Ear, EAR),
    (BodyPart::Crown, CROWN),
    (BodyPart::Forehead, "M-46 106L46 106C49 114 50 124 50 134L-50 134C-50 124 -49 114 -46 106Z"),
    (BodyPart::Face, "M-50 134L0 134L0 150L-18 164L-26 189C-42 178 -50 158 -50 134Z"),
    (BodyPart::Mouth, "M0 150L18 164L26 189C14 201 -14 201 -26 189L-18 164Z"),
    (BodyPart::Throat, NECK),
    (BodyPart::Shoulder, SHOULDER),
    (BodyPart::Chest, "M0 246L-44 246L-80 262C-92 278 -96 300 -97 322C-96 344 -92 362 -88 380L0 380Z"),
    (
        BodyPart::Abdomen,
        "M-88 380L88 380C80 410 78 430 80 456C82 468 84 480 86 492L-86 492C-84 480 -82 468 -80 456C-78 430 -80 410 -88 380Z",
    ),
    (BodyPart::Hip, "M-86 492L-46 492L-58 560L-102 560C-102 536 -94 516 -86 492Z"),
    (BodyPart::Groin, "M-46 492L46 492L7 562L-7 562Z"),
    (BodyPart::Thigh, "M-102 560L-58 560L-46 492L-7 562C-8 610 -13 650 -17 690L-88 690C-95 650 -103 604 -102 560Z"),
    (BodyPart::Knee, KNEE),
    (BodyPart::LowerLeg, LOWER_LEG),
    (BodyPart::Foot, "M-64 914L-34 914C-30 932 -26 948 -30 964C-36 980 -86 984 -94 972C-98 958 -70 940 -64 914Z"),
    (BodyPart::UpperArm, UPPER_ARM),
    (BodyPart::Elbow, ELBOW),
    (BodyPart::Forearm, FOREARM),
    (BodyPart::Hand, HAND),
];

const BACK: &[(BodyPart, &str)] = &[
    (BodyPart::Ear, EAR),
    (BodyPart::Crown, CROWN),
    (BodyPart::BackOfHead, "M-46 106L46 106C56 140 46 174 24 194L-24 194C-46 174 -56 140 -46 106Z"),
    (BodyPart::Nape, NECK),
    (BodyPart::Shoulder, SHOULDER),
    (BodyPart::UpperBack, "M0 246L-44 246L-80 262C-92 278 -96 300 -97 322C-96 344 -92 362 -88 380L0 380Z"),
    (BodyPart::LowerBack, "M-88 380L88 380C80 410 78 430 80 456L83 472L-83 472L-80 456C-78 430 -80 410 -88 380Z"),
    (BodyPart::Sacrum, "M-32 472L32 472L12 536L-12 536Z"),
    (BodyPart::Buttock, "M-64 472L-32 472L-12 536L0 536L-6 566C-26 582 -58 578 -78 560Z"),
    (BodyPart::Hip, "M-83 472L-64 472L-78 560L-102 560C-102 530 -90 500 -83 472Z"),
    (
        BodyPart::Thigh,
        "M-102 560L-78 560C-58 578 -26 582 -6 566C-8 610 -13 650 -17 690L-88 690C-95 650 -103 604 -102 560Z",
    ),
    (BodyPart::Knee, KNEE),
    (BodyPart::LowerLeg, LOWER_LEG),
    (BodyPart::Heel, "M-64 914L-34 914C-28 936 -26 960 -32 974C-42 984 -66 984 -76 974C-80 958 -70 938 -64 914Z"),
    (BodyPart::UpperArm, UPPER_ARM),
    (BodyPart::Elbow, ELBOW),
    (BodyPart::Forearm, FOREARM),
    (BodyPart::Hand, HAND),
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn every_region_can_be_seen_from_one_side_at_least() {
        let seen: BTreeSet<Region> =
            FIGURES.iter().flat_map(|figure| figure.shapes().map(|shape| shape.region)).collect();
        assert_eq!(seen, Region::all().collect());
    }

    #[test]
    fn the_persons_right_is_at_the_viewers_left_from_the_front_only() {
        let knee = |figure: &Figure| {
            let right = figure.shapes().find(|shape| shape.region.code() == "knee_right");
            right.map(|shape| shape.mirrored)
        };
        assert_eq!(FIGURES.each_ref().map(knee), [Some(false), Some(true)]);
    }
}
