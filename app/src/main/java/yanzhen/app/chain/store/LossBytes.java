package yanzhen.app.chain.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import yanzhen.app.chain.WhatIfs.FirmLoss;
import yanzhen.app.chain.WhatIfs.Through;
import yanzhen.engine.Explanation;

/**
 * The losses of a cascade as bytes, 37 for each firm that loses something, in the order of the
 * firms: int firm, double down, double up, byte through, int from, double part, int step.
 */
final class LossBytes {

    private static final int EACH = 37;

    private LossBytes() {}

    static byte[] of(Explanation explanation, int firms) {
        var losses = explanation.losses();
        var bytes = ByteBuffer.allocate(Math.multiplyExact(EACH, firms));
        for (int firm = 0; firm < firms; firm++) {
            if (losses.of(firm) > 0) {
                var cause = explanation.causeOf(firm);
                bytes.putInt(firm)
                        .putDouble(losses.down(firm))
                        .putDouble(losses.up(firm))
                        .put((byte) sign(cause.through()))
                        .putInt(cause.from())
                        .putDouble(cause.part())
                        .putInt(cause.step());
            }
        }
        var used = new byte[bytes.position()];
        bytes.flip().get(used);
        return used;
    }

    private static char sign(Explanation.Through through) {
        return switch (through) {
            case DELIVERIES -> 'd';
            case SALES -> 's';
            case SHOCK, NOTHING -> '0';
        };
    }

    static Through through(Explanation.Through through) {
        return through((byte) sign(through));
    }

    private static Through through(byte sign) {
        return switch (sign) {
            case 'd' -> Through.DELIVERIES;
            case 's' -> Through.SALES;
            default -> Through.STOP;
        };
    }

    static List<FirmLoss> read(byte[] bytes, LoadedNetwork network) {
        var from = ByteBuffer.wrap(bytes);
        var losses = new ArrayList<FirmLoss>(bytes.length / EACH);
        while (from.hasRemaining()) {
            int firm = from.getInt();
            double down = from.getDouble();
            double up = from.getDouble();
            var through = through(from.get());
            int giver = from.getInt();
            losses.add(
                    new FirmLoss(
                            network.firms.get(firm),
                            network.network.sold(firm),
                            Math.max(down, up),
                            down,
                            up,
                            through,
                            network.firms.get(giver),
                            from.getDouble(),
                            from.getInt()));
        }
        return losses;
    }
}
