package yanzhen.identity.trial;

import com.ibm.icu.text.Transliterator;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import yanzhen.identity.Listing;

/**
 * What happens to a record on its way into a list. Of 100: 45 keep their code (one of 50 with a
 * slip), 60 their address (one of 12 an old one). Of 100 names 66 are written right though maybe
 * otherwise (brackets, blanks, full width, 市, 有限责任公司, traditional characters), 10 are former names,
 * 12 are shortened, and 12 have a slip of the pen.
 */
final class Mishaps {

    private static final Transliterator TRADITIONAL =
            Transliterator.getInstance("Simplified-Traditional");
    private static final Transliterator FULL_WIDTH =
            Transliterator.getInstance("Halfwidth-Fullwidth");
    private static final List<String> ALIKE =
            List.of(
                    "宏鸿洪弘", "威维为唯卫", "芯新欣馨鑫心", "易益毅义怡仪", "科柯", "技机计", "电店", "子字", "限现", "公工", "司斯",
                    "份分", "材才", "料聊", "光广", "达大", "海嗨");

    private final Random random;
    private final Invention invention;

    Mishaps(Random random) {
        this.random = random;
        this.invention = new Invention(random);
    }

    Listing listing(MadeUp it) {
        return new Listing(List.of(name(it)), code(it.code()), address(it.address()));
    }

    private boolean of100(int share) {
        return random.nextInt(100) < share;
    }

    private @Nullable String code(String code) {
        if (!of100(45)) {
            return null;
        }
        if (!of100(2)) {
            return of100(10) ? code.toLowerCase(Locale.ROOT) : code;
        }
        int at = 2 + random.nextInt(14);
        return code.substring(0, at)
                + code.charAt(at + 1)
                + code.charAt(at)
                + code.substring(at + 2);
    }

    private @Nullable String address(String address) {
        if (!of100(60)) {
            return null;
        }
        var given = of100(8) ? invention.organisation().address() : address;
        if (of100(30)) {
            given = given.replace("上海市", "");
        }
        if (of100(30)) {
            given = given.substring(0, given.indexOf('号') + 1);
        }
        if (of100(10)) {
            given = given.replace("号", "號").replace("区", "區");
        }
        return of100(8) ? FULL_WIDTH.transliterate(given) : given;
    }

    private String name(MadeUp it) {
        int kind = random.nextInt(100);
        if (kind < 66) {
            return otherwise(it.name());
        }
        if (kind < 76) {
            return it.former() == null ? otherwise(it.name()) : otherwise(it.former());
        }
        return otherwise(kind < 88 ? shortened(it) : slipped(it.name()));
    }

    /** Right, but written otherwise. */
    private String otherwise(String name) {
        var written = name;
        if (of100(25)) {
            written = written.replace('（', '(').replace('）', ')');
        }
        if (of100(15)) {
            written =
                    written.startsWith("上海市")
                            ? written.replace("上海市", "上海")
                            : written.replaceFirst("^上海(?!市)", "上海市");
        }
        if (of100(10)) {
            written = written.replace("有限责任公司", "有限公司");
        } else if (of100(6)) {
            written = written.replaceFirst("(?<!股份)有限公司", "有限责任公司");
        }
        if (of100(5)) {
            written = TRADITIONAL.transliterate(written);
        }
        if (of100(6)) {
            int at = 1 + random.nextInt(written.length() - 1);
            written = written.substring(0, at) + " " + written.substring(at);
        }
        return of100(4) ? " " + written + "　" : written;
    }

    private String shortened(MadeUp it) {
        var own = it.word() + it.trade() + (it.group() ? "集团" : "");
        return switch (random.nextInt(4)) {
            case 0 -> it.place() + own + it.branch();
            case 1 -> own + it.form() + it.branch();
            case 2 -> it.place() + own + it.form().replace("有限公司", "公司") + it.branch();
            default -> own;
        };
    }

    /**
     * One character is another that sounds alike or any other, is lacking, or two are exchanged.
     */
    private String slipped(String name) {
        int at = random.nextInt(name.length() - 1);
        var before = name.substring(0, at);
        var after = name.substring(at + 1);
        return switch (random.nextInt(5)) {
            case 0 -> before + after;
            case 1 -> before + name.charAt(at + 1) + name.charAt(at) + name.substring(at + 2);
            case 2 -> before + (char) ('一' + random.nextInt(2000)) + after;
            default -> alike(name, at);
        };
    }

    private static String alike(String name, int from) {
        for (int step = 0; step < name.length(); step++) {
            int at = (from + step) % name.length();
            for (var group : ALIKE) {
                int found = group.indexOf(name.charAt(at));
                if (found >= 0) {
                    return name.substring(0, at)
                            + group.charAt((found + 1) % group.length())
                            + name.substring(at + 1);
                }
            }
        }
        return name;
    }
}
