package yanzhen.app.browser;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Brings a screenshot down to 256 colours, so that its PNG is a third as large.
 *
 * <p>Median cut: the box of colours that is widest for its weight is cut in two at its weighted
 * median along its longest side, until there are 256 boxes; each box then becomes its mean. Weights
 * are square roots of counts, so that a small red dot keeps its red beside a white ground. Costs
 * O(n log n) for n different colours.
 */
final class Palette {

    private static final int COLOURS = 256;

    /** One colour, {@code 0xRRGGBB}, and the square root of how often it occurs. */
    private record Weighed(int rgb, double weight) {
        int channel(int shift) {
            return (rgb >> shift) & 0xff;
        }
    }

    /** Colours near to each other; {@code spread} is the length of the longest side. */
    private record Box(List<Weighed> colours, int shift, int spread, double weight) {

        static Box of(List<Weighed> colours) {
            int longest = 0;
            int widest = -1;
            for (int shift : new int[] {16, 8, 0}) {
                var side = colours.stream().mapToInt(it -> it.channel(shift)).summaryStatistics();
                if (side.getMax() - side.getMin() > widest) {
                    widest = side.getMax() - side.getMin();
                    longest = shift;
                }
            }
            return new Box(
                    colours, longest, widest, colours.stream().mapToDouble(Weighed::weight).sum());
        }

        double urgency() {
            return (double) spread * spread * weight;
        }

        List<Box> halves() {
            var sorted = new ArrayList<>(colours);
            sorted.sort(Comparator.comparingInt(it -> it.channel(shift)));
            double seen = 0;
            int cut = 0;
            while (cut < sorted.size() - 1 && seen < weight / 2) {
                seen += sorted.get(cut++).weight;
            }
            return List.of(
                    of(List.copyOf(sorted.subList(0, cut))),
                    of(List.copyOf(sorted.subList(cut, sorted.size()))));
        }

        int mean() {
            return (mean(16) << 16) | (mean(8) << 8) | mean(0);
        }

        private int mean(int shift) {
            return (int)
                    Math.round(
                            colours.stream().mapToDouble(it -> it.channel(shift) * it.weight).sum()
                                    / weight);
        }
    }

    private Palette() {}

    /** The same picture with at most 256 colours; unchanged where it has no more. */
    static BufferedImage reduce(BufferedImage image) {
        var boxes = boxes(image);
        var indexOf = new HashMap<Integer, Integer>();
        var palette = new int[boxes.size()];
        for (int i = 0; i < boxes.size(); i++) {
            palette[i] = boxes.get(i).mean();
            for (var colour : boxes.get(i).colours) {
                indexOf.put(colour.rgb, i);
            }
        }
        var model =
                new IndexColorModel(
                        8,
                        palette.length,
                        palette,
                        0,
                        false,
                        -1,
                        java.awt.image.DataBuffer.TYPE_BYTE);
        return drawn(image, model, indexOf);
    }

    private static BufferedImage drawn(
            BufferedImage image, IndexColorModel model, Map<Integer, Integer> indexOf) {
        var reduced =
                new BufferedImage(
                        image.getWidth(),
                        image.getHeight(),
                        BufferedImage.TYPE_BYTE_INDEXED,
                        model);
        var raster = reduced.getRaster();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int index = indexOf.getOrDefault(image.getRGB(x, y) & 0xffffff, 0);
                raster.setSample(x, y, 0, index);
            }
        }
        return reduced;
    }

    private static List<Box> boxes(BufferedImage image) {
        var boxes = new PriorityQueue<>(Comparator.comparingDouble(Box::urgency).reversed());
        boxes.add(Box.of(weighed(image)));
        while (boxes.size() < COLOURS && boxes.element().spread > 0) {
            boxes.addAll(boxes.remove().halves());
        }
        return List.copyOf(boxes);
    }

    private static List<Weighed> weighed(BufferedImage image) {
        var counts = new HashMap<Integer, Integer>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                counts.merge(image.getRGB(x, y) & 0xffffff, 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(it -> new Weighed(it.getKey(), Math.sqrt(it.getValue())))
                .toList();
    }
}
