package yanzhen.app.chain;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.chain.ChainDraft.EdgeRow;
import yanzhen.app.chain.ChainDraft.Head;
import yanzhen.app.chain.ChainDraft.NodeRow;
import yanzhen.app.chain.ChainDraft.StageRow;
import yanzhen.app.kernel.Bilingual;

/** Ore goes into wire: a chain of two nodes that tests may change. */
public final class SmallChain {

    private SmallChain() {}

    public static String unique() {
        return "test-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Somebody who may store it. */
    public static Viewer officer() {
        return new Viewer(UUID.randomUUID(), "测试", Role.CITY_OFFICER, Set.of(), null);
    }

    public static ChainDraft draft(String key) {
        return new ChainDraft(
                key,
                new Head(
                        new Bilingual("测试链", "Test chain"),
                        "chain-3-a",
                        new Bilingual("测试组", "Testers"),
                        null),
                List.of(
                        new StageRow("materials", new Bilingual("材料", "Materials")),
                        new StageRow("products", new Bilingual("产品", "Products"))),
                List.of(
                        new NodeRow(
                                "ore",
                                "materials",
                                "material",
                                BaseCategory.BASIC_MATERIAL,
                                new Bilingual("矿", "Ore"),
                                true),
                        new NodeRow(
                                "wire",
                                "products",
                                "product",
                                BaseCategory.OTHER,
                                new Bilingual("线", "Wire"),
                                false)),
                List.of(new EdgeRow("ore", "wire", "made-from")),
                List.of());
    }
}
