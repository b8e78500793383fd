//! chart::control::lines: centre, limits and target as steps, the line of the data, the borders of phases.

use super::super::svg::{Canvas, N, ink, polyline};
use super::Drawing;

impl Drawing<'_> {
    /// The frozen baseline: a shade behind everything, a line at its end.
    pub(super) fn baseline(&self, canvas: &mut Canvas) {
        let (mut shades, mut ends) = (String::new(), String::new());
        let baselines = if self.detail.phases { self.source.baselines() } else { Vec::new() };
        for span in baselines {
            let (from, until) = (self.n(self.edge(span.start)), self.edge(span.end));
            let (top, bottom) = (N(self.top), N(self.bottom));
            shades.push_str(&format!("M{from} {top}H{}V{bottom}H{from}z", self.n(until)));
            ends.push_str(&format!("M{} {top}V{bottom}", self.n(until)));
        }
        if !shades.is_empty() {
            let path = format!("<path d=\"{shades}\"/>");
            canvas.group("ui-chart__base", &format!("fill=\"{}\"", ink::BASE), &path);
        }
        canvas.path("ui-chart__base-end", &format!("stroke=\"{}\" stroke-dasharray=\"4 3\"", ink::AXIS), &ends);
    }

    /// Everything that is a line, from back to front.
    pub(super) fn lines(&self, canvas: &mut Canvas) {
        let borders: String = self
            .source
            .phases()
            .iter()
            .filter(|span| span.start > 0 && self.detail.phases)
            .map(|span| format!("M{} {}V{}", self.n(self.edge(span.start)), N(self.top), N(self.bottom)))
            .collect();
        canvas.path("ui-chart__phase", &format!("stroke=\"{}\" stroke-dasharray=\"1 4\"", ink::AXIS), &borders);
        if self.detail.limits {
            let limits = self.steps(self.source.upper()) + &self.steps(&self.lower);
            let dashed = format!("stroke=\"{}\" stroke-width=\"1.5\" stroke-dasharray=\"6 4\"", ink::COMMON);
            canvas.path("ui-chart__limit", &dashed, &limits);
            let center = self.steps(self.source.center());
            canvas.path("ui-chart__center", &format!("stroke=\"{}\" stroke-width=\"1.5\"", ink::TEXT), &center);
        }
        if let Some(y) = self.source.target.and_then(|target| self.scale.y(target)) {
            let d = format!("M{} {}H{}", N(self.left), N(y), N(self.right));
            let dashed = format!("stroke=\"{}\" stroke-width=\"1.5\" stroke-dasharray=\"12 4 2 4\"", ink::TEXT);
            canvas.path("ui-chart__target", &dashed, &d);
        }
        let mut data = polyline((0..self.source.len()).map(|i| self.place(i)), |v| self.n(v));
        if let Some(memory) = &self.source.memory {
            if let Some(second) = memory.second() {
                data += &polyline((0..self.source.len()).map(|i| self.place_of(second, i)), |v| self.n(v));
            }
            self.behind(canvas, memory.behind().unwrap_or_default());
        }
        let attributes = format!("stroke=\"{}\" stroke-width=\"1.5\" stroke-linejoin=\"round\"", ink::LINE);
        canvas.path("ui-chart__line", &attributes, &data);
    }

    /// Values behind a line that smooths them, as pale dots: strokes of no length with round ends.
    fn behind(&self, canvas: &mut Canvas, values: &[f64]) {
        let places = (0..self.source.len()).filter_map(|i| self.place_of(values, i));
        let dots: String = places.map(|(x, y)| format!("M{} {}h0.1", self.n(x), self.n(y))).collect();
        let attributes = format!("stroke=\"{}\" stroke-width=\"5\" stroke-linecap=\"round\" opacity=\".5\"", ink::AXIS);
        canvas.path("ui-chart__behind", &attributes, &dots);
    }

    /// The left edge of a point's room.
    pub(super) fn edge(&self, i: usize) -> f64 {
        self.left + i as f64 * self.step
    }

    /// A line of steps: level over each point's room, broken where there is no number and between phases.
    pub(super) fn steps(&self, numbers: &[f64]) -> String {
        let mut d = String::new();
        for span in self.source.phases() {
            let mut level: Option<f64> = None;
            for i in span.clone() {
                let y = numbers.get(i).and_then(|v| self.scale.y(*v));
                match (level, y) {
                    (None, None) => continue,
                    (Some(_), None) => d.push_str(&format!("H{}", self.n(self.edge(i)))),
                    (None, Some(y)) => d.push_str(&format!("M{} {}", self.n(self.edge(i)), self.n(y))),
                    (Some(before), Some(y)) if (before - y).abs() < 0.1 => continue,
                    (Some(_), Some(y)) => d.push_str(&format!("H{}V{}", self.n(self.edge(i)), self.n(y))),
                }
                level = y;
            }
            if level.is_some() {
                d.push_str(&format!("H{}", self.n(self.edge(span.end))));
            }
        }
        d
    }
}
