package yanzhen.app.chain.web;

import java.util.List;

/** 供需关系的种类: in which order they are named, and how pictures tell them apart without colour. */
final class EdgeKinds {

    /** Several kinds at once, between boxes of which one stands for a stage. */
    static final String MIXED = "mixed";

    static final List<String> ALL =
            List.of("made-from", "equipment-for", "software-for", "step-before", "kind-of", MIXED);

    private EdgeKinds() {}

    /** Lengths of strokes and gaps, as in SVG; empty for a line without gaps. */
    static String dashes(String kind) {
        return switch (kind) {
            case "equipment-for" -> "7 3";
            case "software-for" -> "2 3";
            case "step-before" -> "10 3 2 3";
            case "kind-of" -> "1 4";
            default -> "";
        };
    }
}
