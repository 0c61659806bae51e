package yanzhen.identity;

import java.util.regex.Pattern;

/**
 * 地址: what of an address can be compared.
 *
 * @param district such as 浦东新; empty when not named
 * @param road such as 张江路; empty when none is found
 * @param number of the house; empty when not named
 * @param key road and number; the district may be left out
 */
record Address(String district, String road, String number, String key) {

    static final Address NONE = new Address("", "", "", "");

    private static final Pattern DISTRICT =
            Pattern.compile("([\\p{IsHan}&&[^省市州园发验易]]{1,6}?)(?:新区|区|县)");
    private static final Pattern CITY = Pattern.compile("^(?:上海|北京|天津|重庆)(?=.)");
    private static final Pattern ROAD =
            Pattern.compile(
                    "([\\p{IsHan}]{1,7}?(?:大道|公路|支路|路|街道|街|巷|道|弄))(?:东段|西段|南段|北段|中段)?\\s*(\\d+)?");
    private static final Pattern STREETS = Pattern.compile(".*(?:街道|镇|乡|园区|开发区|新区|区|县|市|省)");

    /** What is there to compare; the rest (building, floor, room) is written too freely. */
    static Address of(String written) {
        var folded = Characters.folded(written).replace("(", "").replace(")", "").replace(" ", "");
        var district = DISTRICT.matcher(folded);
        var place = district.find() ? CITY.matcher(district.group(1)).replaceFirst("") : "";
        var streets = STREETS.matcher(folded);
        var rest = streets.lookingAt() ? folded.substring(streets.end()) : folded;
        var road = ROAD.matcher(rest);
        if (!road.find()) {
            return new Address(place, "", "", "");
        }
        var number = road.group(2);
        var known = number == null ? "" : number;
        return new Address(place, road.group(1), known, road.group(1) + known);
    }

    boolean exact() {
        return !road.isEmpty() && !number.isEmpty();
    }
}
