package yanzhen.identity;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * 机构名称: a name taken apart into place, own words, legal form and branch, however it is written.
 *
 * <p>A Chinese name of a firm is 行政区划 + 字号 + 行业 + 组织形式 (企业名称登记管理规定 第六条); the place may stand in
 * brackets after the others (第十二条 as to branches: the firm's whole name comes first).
 *
 * @param plain the whole name as folded: half width, small letters, simplified characters
 * @param place places in it, ordered, parted by a blank; empty without one
 * @param core what is left: own word and trade; Latin words parted by blanks
 * @param group whether it says 集团 (or group)
 * @param branch of which part of the firm it is the name; empty for the firm itself
 */
public record Name(
        String plain, String place, String core, Form form, boolean group, String branch) {

    /** 组织形式. */
    public enum Form {
        /** 股份有限公司. */
        SHARES,
        /** 有限责任公司. */
        LIMITED,
        /** 公司, without saying which. */
        COMPANY,
        /** 总公司, a form from before the company law. */
        GENERAL,
        /** 厂. */
        PLANT,
        /** 合伙企业. */
        PARTNERSHIP,
        /** 合作社. */
        COOPERATIVE,
        /** None is named. */
        NONE;

        /** Whether one says less than the other and the same as far as it goes. */
        boolean vaguely(Form other) {
            return (this == COMPANY && other.corporate()) || (other == COMPANY && corporate());
        }

        private boolean corporate() {
            return this == SHARES || this == LIMITED;
        }
    }

    private static final Pattern BRACKETS = Pattern.compile("\\(([^()]*)\\)");
    private static final Pattern BRANCH =
            Pattern.compile(
                    "^(.*(?:公司|厂|合伙企业|大学|学院|医院|研究院|研究所))(.{0,20}(?:分公司|分厂|分院|分所|分店|分部|办事处|代表处|事业部|营业部|子公司))$");
    private static final Pattern BRANCH_WORD = Pattern.compile("(?:分公司|分厂|分院|分所|分店|办事处|代表处)$");
    private static final Pattern PARTNERSHIP_NOTE = Pattern.compile("(?:特殊)?(?:普通|有限)合伙");
    private static final Pattern OTHER_NOTE = Pattern.compile("筹|筹建|存续|已更名|原.*|曾用名.*|简称.*|下称.*");
    private static final Pattern GROUP = Pattern.compile("集团|\\bgroup\\b");
    private static final List<String> ENDINGS =
            List.of("自治区", "特别行政区", "新区", "省", "市", "区", "县", " ");

    /** With 市 or 区 before it this is a word of its own: 上海市政, 上海区块链. */
    private static final Pattern NOT_AFTER_AN_ENDING = Pattern.compile("[政场民容郊块域位]");

    private static final String BLANK_BESIDE_HAN = "(?<=[^\\x00-\\u2E7F]) +| +(?=[^\\x00-\\u2E7F])";
    private static final int LEAST_CORE = 2;

    /** Takes a name apart. */
    public static Name of(String written) {
        return new Parser(Characters.folded(written)).name();
    }

    /** Chinese characters and Latin words of the core, one by one. */
    List<String> tokens() {
        var tokens = new ArrayList<String>(core.length());
        int from = 0;
        while (from < core.length()) {
            char it = core.charAt(from);
            if (it == ' ') {
                from++;
                continue;
            }
            int until = from + 1;
            if (!Characters.han(it)) {
                while (until < core.length()
                        && core.charAt(until) != ' '
                        && !Characters.han(core.charAt(until))) {
                    until++;
                }
            }
            tokens.add(until - from == 1 ? Characters.text(it) : core.substring(from, until));
            from = until;
        }
        return tokens;
    }

    private static final class Parser {

        private final String plain;
        private final TreeSet<String> places = new TreeSet<>();
        private Form form = Form.NONE;
        private boolean group;
        private String branch = "";

        Parser(String plain) {
            this.plain = plain;
        }

        Name name() {
            var rest = withoutBrackets(plain);
            var parted = BRANCH.matcher(rest);
            if (parted.matches()) {
                rest = parted.group(1);
                branch = parted.group(2);
            } else {
                rest = withoutBranch(rest);
            }
            rest = withoutForm(rest);
            rest = withoutPlaces(rest);
            rest = withoutGroup(rest);
            return new Name(
                    plain.replace("(", "").replace(")", ""),
                    String.join(" ", places),
                    rest.strip(),
                    form,
                    group,
                    branch);
        }

        /** A branch after a name that leaves out its legal form: 某某科技上海分公司. */
        private String withoutBranch(String name) {
            var found = BRANCH_WORD.matcher(name);
            if (!found.find()) {
                return name;
            }
            var before = name.substring(0, found.start());
            int place = Lexicon.PLACES.lengthAtEnd(before);
            if (place == 0 || place + LEAST_CORE > before.length()) {
                return name;
            }
            branch = name.substring(before.length() - place);
            return before.substring(0, before.length() - place);
        }

        /** Notes in brackets are read for what they say; the rest stays where it stood. */
        private String withoutBrackets(String name) {
            return BRACKETS.matcher(name)
                    .replaceAll(it -> {
                        var note = it.group(1);
                        if (OTHER_NOTE.matcher(note).matches()) {
                            return " ";
                        }
                        if (PARTNERSHIP_NOTE.matcher(note).matches()) {
                            form = Form.PARTNERSHIP;
                            return " ";
                        }
                        return isPlace(note) ? " " : note;
                    })
                    .replace("(", "")
                    .replace(")", "")
                    .replaceAll(BLANK_BESIDE_HAN, "")
                    .strip();
        }

        private boolean isPlace(String note) {
            var left = afterPlaces(note);
            if (note.isEmpty() || left < note.length()) {
                return false;
            }
            takePlaces(note, note.length());
            return true;
        }

        private String withoutForm(String name) {
            var end = Lexicon.formAtEnd(name);
            if (end.length() == 0 || end.length() == name.length()) {
                return name;
            }
            if (form == Form.NONE) {
                form = end.form();
            }
            return name.substring(0, name.length() - end.length()).strip();
        }

        private String withoutPlaces(String name) {
            int after = afterPlaces(name);
            while (after > 0 && !enough(name.substring(after).strip())) {
                after = lastPlace(name, after);
            }
            takePlaces(name, after);
            return name.substring(after).strip();
        }

        /** A name is not all place and common word: 上海大学 stays what it is. */
        private static boolean enough(String rest) {
            return rest.length() >= LEAST_CORE && !Lexicon.COMMON.has(rest);
        }

        /**
         * Where the places at the beginning end. A second one counts when it lies in the first or
         * says that it is a place, such as 昆山市: 永康 in 北京永康 is the firm's own word.
         */
        private static int afterPlaces(String name) {
            int at = placeAt(name, 0);
            var first = name.substring(0, Lexicon.PLACES.lengthAt(name, 0));
            while (at > 0) {
                int bare = Lexicon.PLACES.lengthAt(name, at);
                int length = placeAt(name, at);
                if (length == 0
                        || (length == bare
                                && !Lexicon.liesIn(name.substring(at, at + bare), first))) {
                    return at;
                }
                at += length;
            }
            return at;
        }

        private static int lastPlace(String name, int until) {
            int at = 0;
            int last = 0;
            while (at < until) {
                last = at;
                at += placeAt(name, at);
            }
            return last;
        }

        private static int placeAt(String name, int from) {
            int length = Lexicon.PLACES.lengthAt(name, from);
            if (length == 0) {
                return 0;
            }
            return length + ending(name, from + length);
        }

        private static int ending(String name, int at) {
            for (var each : ENDINGS) {
                if (name.startsWith(each, at)) {
                    var next = name.substring(Math.min(name.length(), at + each.length()));
                    return NOT_AFTER_AN_ENDING.matcher(next).lookingAt() ? 0 : each.length();
                }
            }
            return 0;
        }

        private void takePlaces(String text, int until) {
            int at = 0;
            while (at < until) {
                places.add(text.substring(at, at + Lexicon.PLACES.lengthAt(text, at)));
                at += placeAt(text, at);
            }
        }

        private String withoutGroup(String name) {
            var found = GROUP.matcher(name);
            group = found.find();
            var rest = found.replaceAll("").strip();
            return rest.isEmpty() ? name : rest;
        }
    }
}
