package yanzhen.app.demo;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Makes addresses in the shape of Shanghai ones. Each road says that it is an example; no such road
 * is in the city.
 */
final class SyntheticAddresses {

    private static final Map<String, String> DISTRICTS =
            Map.ofEntries(
                    Map.entry("310101", "黄浦区"),
                    Map.entry("310104", "徐汇区"),
                    Map.entry("310105", "长宁区"),
                    Map.entry("310106", "静安区"),
                    Map.entry("310107", "普陀区"),
                    Map.entry("310109", "虹口区"),
                    Map.entry("310110", "杨浦区"),
                    Map.entry("310112", "闵行区"),
                    Map.entry("310113", "宝山区"),
                    Map.entry("310114", "嘉定区"),
                    Map.entry("310115", "浦东新区"),
                    Map.entry("310116", "金山区"),
                    Map.entry("310117", "松江区"),
                    Map.entry("310118", "青浦区"),
                    Map.entry("310120", "奉贤区"),
                    Map.entry("310151", "崇明区"));
    private static final List<String> ROADS = List.of("示例路", "示范大道", "演示公路", "样例街", "示例东路");

    /** Every ninth body has none. */
    private static final int WITHOUT = 9;

    /** Every eleventh lies in the one incubator of its district. */
    private static final int TOGETHER = 11;

    private SyntheticAddresses() {}

    /**
     * Empty where it has none.
     *
     * @param body number of the body
     */
    static String of(int body, String district) {
        if (body % WITHOUT == 0) {
            return "";
        }
        var place = "上海市" + Objects.requireNonNull(DISTRICTS.get(district));
        return body % TOGETHER == 0
                ? place + "示例孵化路1号2幢"
                : "%s%s%d号%d幢"
                        .formatted(
                                place,
                                ROADS.get(body % ROADS.size()),
                                100 + body * 7 % 800,
                                1 + body % 6);
    }
}
