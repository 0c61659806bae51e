package yanzhen.app.chain;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import yanzhen.app.kernel.Bilingual;

/**
 * 供应网络数据: data sets of firms and of who sells how much to whom, in versions.
 *
 * <p>Protected: the city, the task force and auditors read them, and every look at one leaves a
 * record in {@link Looks}. A version never changes; what was handed in again is another one.
 */
public interface SupplyNetworks {

    /** Most firms of one data set. */
    int MOST_FIRMS = 200_000;

    /** Most links of one data set. */
    int MOST_LINKS = 2_000_000;

    /**
     * What a data set is and what it rests on.
     *
     * @param unit of the volumes, for example 万元/年
     * @param source document or system that it was taken from
     * @param asOf the day that it is about
     * @param synthetic 演示数据: made up, says nothing about the world
     */
    record Head(
            String key,
            Bilingual name,
            String unit,
            String source,
            LocalDate asOf,
            boolean synthetic) {}

    /**
     * 企业 of a data set.
     *
     * @param id by which the links name it
     * @param nameEn null where it has none
     * @param code credit code, by which it is found in the register; null when not known
     * @param sector industry by GB/T 4754-2017
     * @param district six digits; null when not known or abroad
     * @param country ISO 3166-1 alpha-2
     * @param nodes what it is known to make, each as {@code chain/node}
     */
    record Firm(
            String id,
            String name,
            @Nullable String nameEn,
            @Nullable String code,
            String sector,
            @Nullable String district,
            String country,
            List<String> nodes) {
        public Firm {
            nodes = List.copyOf(nodes);
        }

        /** The name for a reader's language; the Chinese one where there is no English. */
        public String nameIn(java.util.Locale locale) {
            return locale.getLanguage().equals("en") && nameEn != null ? nameEn : name;
        }

        /** Both names; the Chinese one twice where there is no English. */
        public Bilingual names() {
            return new Bilingual(name, nameEn == null ? name : nameEn);
        }
    }

    /** Why a row is no link. */
    enum Reason {
        /** 无交易: its volume is 0. */
        NOTHING_SOLD,
        /** 企业不在表中: the supplier or the buyer is not among the firms. */
        FIRM_UNKNOWN
    }

    /**
     * 未采用的行: a row that is no link.
     *
     * @param line as a spreadsheet numbers it
     */
    record LeftOut(int line, String supplier, String buyer, String volume, Reason reason) {}

    /**
     * All rows that are no links.
     *
     * @param count of all of them
     * @param first {@value #KEPT} at most
     */
    record AllLeftOut(int count, List<LeftOut> first) {

        public static final int KEPT = 1_000;

        public AllLeftOut {
            first = List.copyOf(first);
        }
    }

    /**
     * 交易清单: who sold how much to whom, as it came. Firms by their place in the list of firms. Not
     * safe for use by several threads.
     */
    final class LinkList {

        private static final int FIRST = 1024;

        private int[] suppliers = new int[FIRST];
        private int[] buyers = new int[FIRST];
        private double[] volumes = new double[FIRST];
        private int size;

        /** Takes a link. */
        public interface Taker {
            void link(int supplier, int buyer, double volume);
        }

        /**
         * Adds a link.
         *
         * @param volume above 0, in the unit of the head
         */
        public LinkList add(int supplier, int buyer, double volume) {
            if (size == volumes.length) {
                suppliers = java.util.Arrays.copyOf(suppliers, 2 * size);
                buyers = java.util.Arrays.copyOf(buyers, 2 * size);
                volumes = java.util.Arrays.copyOf(volumes, 2 * size);
            }
            suppliers[size] = supplier;
            buyers[size] = buyer;
            volumes[size] = volume;
            size++;
            return this;
        }

        /** Tells two lists apart, as far as 64 bits can; the same links in another order differ. */
        public long fingerprint() {
            long print = size;
            for (int at = 0; at < size; at++) {
                print = 31 * print + suppliers[at];
                print = 31 * print + buyers[at];
                print = 31 * print + Double.doubleToLongBits(volumes[at]);
            }
            return print;
        }

        public void forEach(Taker taker) {
            for (int at = 0; at < size; at++) {
                taker.link(suppliers[at], buyers[at], volumes[at]);
            }
        }
    }

    /** A data set as handed in. */
    record Draft(Head head, List<Firm> firms, LinkList links, AllLeftOut leftOut) {
        public Draft {
            firms = List.copyOf(firms);
        }
    }

    /**
     * A draft held against what is stored.
     *
     * @param matched firms whose code is in the register
     * @param placed firms that are known to make something
     * @param version that it would become
     * @param idle whether the present version has the same content
     */
    record Preview(
            UUID draft,
            Head head,
            int firms,
            int links,
            long merged,
            int matched,
            int placed,
            AllLeftOut leftOut,
            int version,
            boolean idle) {}

    /**
     * A stored version.
     *
     * @param merged rows that were added to another of the same supplier and buyer
     * @param digest SHA-256 of firms and links, in hexadecimal
     * @param recordedBy null for the program itself
     * @param present whether it is the latest version of its data set
     */
    record DataSet(
            UUID id,
            Head head,
            int version,
            int firms,
            int links,
            long merged,
            AllLeftOut leftOut,
            String digest,
            Instant recordedAt,
            @Nullable String recordedBy,
            boolean present) {}

    /**
     * 交易: what a firm buys of or sells to another.
     *
     * @param share of all that the one firm buys or sells, 0 to 1
     */
    record Trade(Firm other, double volume, double share) {}

    /**
     * A firm with its links, the largest first.
     *
     * @param sold in all, in the unit of the data set
     * @param organisation of the register with the same code; null when there is none
     */
    record Links(
            Firm firm,
            double sold,
            double bought,
            List<Trade> suppliers,
            List<Trade> customers,
            @Nullable UUID organisation) {}

    /** What there is to choose from in a data set: codes, and nodes as {@code chain/node}. */
    record Contents(
            Set<String> countries,
            Set<String> districts,
            Set<String> industries,
            Set<String> nodes) {

        public static final Contents NONE = new Contents(Set.of(), Set.of(), Set.of(), Set.of());

        public Contents {
            countries = Set.copyOf(countries);
            districts = Set.copyOf(districts);
            industries = Set.copyOf(industries);
            nodes = Set.copyOf(nodes);
        }
    }

    /** What there is to choose from; no look. */
    Contents contents(UUID id);

    /** Every version, the latest of each data set first. Tells of no firm, so it is no look. */
    List<DataSet> all();

    /** A version without its firms; no look. */
    Optional<DataSet> find(UUID id);

    /** The firms of a version, in their order. A look. */
    List<Firm> firms(UUID id);

    /**
     * Firms whose id or code is the words, or whose name contains them. A look: who is in the data
     * is for those alone who may see them.
     */
    List<Firm> search(UUID id, String words, int most);

    /** A firm with its suppliers and customers. A look. */
    Optional<Links> links(UUID id, String firm);

    /** Names of chains by their keys; those that are not there are left out. */
    Map<String, Bilingual> chains(Collection<String> keys);

    /** What the firms and nodes of a scenario are called, by {@link Scenario#name}. */
    Map<String, Bilingual> names(UUID id, Scenario scenario);

    /** Names of nodes of chains as {@code chain/node}; those that are not there are left out. */
    Map<String, Bilingual> nodes(Collection<String> places);

    /** Keeps a draft for a day, for its sender alone, and leaves an audit record. */
    UUID keep(Draft draft);

    /** Holds a kept draft against what is stored; empty when there is none of this sender. */
    Optional<Preview> compare(UUID draft);

    /**
     * Stores a kept draft as the next version of its data set and leaves an audit record.
     *
     * @return identity of the version
     * @throws Idle when the present version has the same content
     */
    UUID store(UUID draft);

    /** What is to be stored is there already. */
    final class Idle extends yanzhen.app.site.Conflict {
        public Idle(UUID draft) {
            super(
                    "network-idle",
                    "The draft (%s) holds exactly what the present version holds. There is nothing to store."
                            .formatted(draft));
        }
    }

    /**
     * Stores a data set of a pack; the same content again changes nothing.
     *
     * @return identity of the version that has this content
     */
    UUID load(Draft draft);
}
