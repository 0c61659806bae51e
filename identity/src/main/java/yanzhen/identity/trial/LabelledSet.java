package yanzhen.identity.trial;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import yanzhen.identity.Listing;
import yanzhen.identity.Name;

/**
 * 标注集: a register and a list of records, each with the one it means. All of it is made up.
 *
 * <p>Many organisations have a sister: the same own word in another trade, place, legal form or
 * branch, or one that sounds alike. Of 100 records 70 mean an organisation of the register, 15 a
 * sister that is not in it, 15 none at all. What happens to a record on its way is in {@link
 * Mishaps}.
 *
 * @param register known organisations
 * @param records what a list says
 * @param meant for each record the number of the organisation that it means; −1 when the register
 *     lacks it
 */
public record LabelledSet(List<Listing> register, List<Listing> records, List<Integer> meant) {

    private static final int OF_REGISTER = 70;
    private static final int WITH_SISTER = 40;

    public LabelledSet {
        register = List.copyOf(register);
        records = List.copyOf(records);
        meant = List.copyOf(meant);
    }

    /** A set of so many organisations and so many records. */
    public static LabelledSet of(int organisations, int records, long seed) {
        return new Maker(seed).set(organisations, records);
    }

    private static final class Maker {

        private final Random random;
        private final Invention invention;
        private final Mishaps mishaps;
        private final Set<String> names = new HashSet<>();
        private final List<MadeUp> bodies = new ArrayList<>();

        Maker(long seed) {
            random = new Random(seed);
            invention = new Invention(random);
            mishaps = new Mishaps(random);
        }

        LabelledSet set(int organisations, int records) {
            while (bodies.size() < organisations) {
                var body = unheard(invention::organisation);
                bodies.add(body);
                if (random.nextInt(100) < WITH_SISTER && bodies.size() < organisations) {
                    bodies.add(unheard(() -> invention.sister(body)));
                }
            }
            var listed = new ArrayList<Listing>();
            var meant = new ArrayList<Integer>();
            for (int at = 0; at < records; at++) {
                int drawn = random.nextInt(bodies.size());
                boolean known = random.nextInt(100) < OF_REGISTER;
                listed.add(mishaps.listing(known ? bodies.get(drawn) : unknown(bodies.get(drawn))));
                meant.add(known ? drawn : -1);
            }
            return new LabelledSet(bodies.stream().map(MadeUp::listing).toList(), listed, meant);
        }

        private MadeUp unknown(MadeUp beside) {
            return random.nextBoolean()
                    ? unheard(() -> invention.sister(beside))
                    : unheard(invention::organisation);
        }

        /** No two organisations bear one name (企业名称登记管理规定 第十七条). */
        private MadeUp unheard(Supplier<MadeUp> drawn) {
            while (true) {
                var body = drawn.get();
                if (names.add(Name.of(body.name()).plain())) {
                    return body;
                }
            }
        }
    }
}
