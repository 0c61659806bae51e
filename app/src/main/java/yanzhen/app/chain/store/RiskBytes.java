package yanzhen.app.chain.store;

import java.nio.ByteBuffer;
import yanzhen.app.chain.RiskRuns.FirmRisk;
import yanzhen.engine.RiskRanking;

/** The indices of all firms as bytes, 25 for each: double both, down, up, byte cut off. */
final class RiskBytes {

    private static final int EACH = 25;

    private RiskBytes() {}

    static byte[] of(RiskRanking ranking) {
        var bytes = ByteBuffer.allocate(Math.multiplyExact(EACH, ranking.firms()));
        for (int firm = 0; firm < ranking.firms(); firm++) {
            var index = ranking.of(firm);
            bytes.putDouble(index.both())
                    .putDouble(index.down())
                    .putDouble(index.up())
                    .put((byte) (ranking.cutOff(firm) ? 1 : 0));
        }
        return bytes.array();
    }

    static double both(ByteBuffer bytes, int firm) {
        return bytes.getDouble(firm * EACH);
    }

    static FirmRisk read(byte[] bytes, int firm, LoadedNetwork network) {
        var of = ByteBuffer.wrap(bytes).position(firm * EACH);
        return new FirmRisk(
                network.firms.get(firm),
                network.network.sold(firm),
                of.getDouble(),
                of.getDouble(),
                of.getDouble(),
                of.get() == 1);
    }
}
