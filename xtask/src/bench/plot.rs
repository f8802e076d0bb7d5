//! The curves as a picture: time and memory for each item, both scales logarithmic.

use std::fmt::Write as _;

use super::scaling::{Curve, Point};

const WIDTH: f64 = 380.0;
const HEIGHT: f64 = 260.0;
const LEFT: f64 = 64.0;
const TOP: f64 = 44.0;
const GAP: f64 = 90.0;
const COLOURS: [&str; 3] = ["#2f6f9f", "#c0662b", "#4c8a3f"];

/// Two panels side by side.
pub(super) fn drawn(curves: &[Curve]) -> String {
    let width = LEFT + 2.0 * WIDTH + GAP + 20.0;
    let height = TOP + HEIGHT + 70.0;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" \
         font-family=\"system-ui, sans-serif\" font-size=\"12\" fill=\"#333\">\n\
         <rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
    );
    panel(&mut svg, LEFT, "time for each, µs", curves, |point| {
        point.us_each
    });
    let second = LEFT + WIDTH + GAP;
    panel(
        &mut svg,
        second,
        "peak memory over the idle process, for each, bytes",
        curves,
        |point| point.bytes_each,
    );
    for (place, curve) in curves.iter().enumerate() {
        let x = LEFT + 200.0 * place as f64;
        let _ = writeln!(
            svg,
            "<rect x=\"{x}\" y=\"{0}\" width=\"12\" height=\"12\" fill=\"{1}\"/><text x=\"{2}\" y=\"{3}\">{4}</text>",
            height - 22.0,
            COLOURS[place % 3],
            x + 18.0,
            height - 12.0,
            curve.name
        );
    }
    svg.push_str("</svg>\n");
    svg
}

fn panel(
    svg: &mut String,
    left: f64,
    title: &str,
    curves: &[Curve],
    number: impl Fn(&Point) -> f64,
) {
    let all = curves.iter().flat_map(|curve| &curve.points);
    let numbers = all.map(|point| decades(number(point)));
    let (low, high) = numbers.fold((f64::MAX, f64::MIN), |(low, high), at| {
        (low.min(at), high.max(at))
    });
    let (low, high) = (low.floor(), high.ceil().max(low.floor() + 1.0));
    let y = |at: f64| TOP + HEIGHT * (high - at) / (high - low);
    let x = |items: usize| left + WIDTH * decades(items as f64) / 5.0;
    let _ = writeln!(
        svg,
        "<text x=\"{left}\" y=\"{}\" font-weight=\"600\">{title}</text>",
        TOP - 16.0
    );
    grid(svg, left, (low, high), &y);
    for (place, curve) in curves.iter().enumerate() {
        let points: Vec<_> = curve
            .points
            .iter()
            .map(|point| (x(point.items), y(decades(number(point)))))
            .collect();
        line(svg, &points, COLOURS[place % 3]);
    }
}

/// Nothing at all is drawn as one.
fn decades(number: f64) -> f64 {
    number.max(1.0).log10()
}

fn grid(svg: &mut String, left: f64, (low, high): (f64, f64), y: &impl Fn(f64) -> f64) {
    let mut decade = low;
    while decade <= high {
        let at = y(decade);
        let _ = writeln!(
            svg,
            "<line x1=\"{left}\" x2=\"{}\" y1=\"{at:.1}\" y2=\"{at:.1}\" stroke=\"#ddd\"/><text x=\"{}\" y=\"{:.1}\" text-anchor=\"end\">{}</text>",
            left + WIDTH,
            left - 6.0,
            at + 4.0,
            10f64.powf(decade)
        );
        decade += 1.0;
    }
    for (place, label) in ["1", "10", "100", "1,000", "10,000", "100,000"]
        .iter()
        .enumerate()
    {
        let at = left + WIDTH * place as f64 / 5.0;
        let _ = writeln!(
            svg,
            "<text x=\"{at:.1}\" y=\"{:.1}\" text-anchor=\"middle\">{label}</text>",
            TOP + HEIGHT + 18.0
        );
    }
}

fn line(svg: &mut String, points: &[(f64, f64)], colour: &str) {
    let path: Vec<_> = points
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    let path = path.join(" ");
    let _ = writeln!(
        svg,
        "<polyline points=\"{path}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>"
    );
    for (x, y) in points {
        let _ = writeln!(
            svg,
            "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\" fill=\"{colour}\"/>"
        );
    }
}
