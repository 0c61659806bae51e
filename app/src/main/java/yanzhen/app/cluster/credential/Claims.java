package yanzhen.app.cluster.credential;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a signed text says, read with care: it was written by others.
 *
 * @param values members of a JSON object
 */
record Claims(Map<String, Object> values) {

    private static final String CONTEXT = "https://www.w3.org/ns/credentials/v2";
    private static final int LONGEST = 1_000;

    /**
     * @throws Unfit when it is missing, empty or no text
     */
    String text(String name) throws Unfit {
        var found = find(name);
        if (found == null) {
            throw new Unfit("claim-missing", name);
        }
        return found;
    }

    @Nullable String find(String name) {
        return values.get(name) instanceof String it && !it.isBlank() && it.length() <= LONGEST
                ? it
                : null;
    }

    boolean isTrue(String name) {
        return Boolean.TRUE.equals(values.get(name));
    }

    /**
     * @throws Unfit when it is missing or no object
     */
    Claims object(String name) throws Unfit {
        if (values.get(name) instanceof Map<?, ?> map) {
            @SuppressWarnings("unchecked") // objects of JSON have texts for names
            var inner = (Map<String, Object>) map;
            return new Claims(inner);
        }
        throw new Unfit("claim-missing", name);
    }

    /** The issuer is given by its identity alone or as an object that has one. */
    String issuer() throws Unfit {
        return values.get("issuer") instanceof String it ? it : object("issuer").text("id");
    }

    /**
     * @throws Unfit when it is there and no time with an offset
     */
    @Nullable OffsetDateTime time(String name) throws Unfit {
        if (!values.containsKey(name)) {
            return null;
        }
        try {
            return OffsetDateTime.parse(text(name));
        } catch (DateTimeParseException e) {
            throw new Unfit("claim-wrong", name, text(name));
        }
    }

    /**
     * @throws Unfit when it is missing or no whole number of seconds
     */
    Instant seconds(String name) throws Unfit {
        if (values.get(name) instanceof Number it
                && it.doubleValue() == it.longValue()
                && Math.abs(it.longValue()) < Instant.MAX.getEpochSecond()) {
            return Instant.ofEpochSecond(it.longValue());
        }
        throw new Unfit("claim-missing", name);
    }

    /**
     * Refuses what is no credential of the second data model, or one of another type.
     *
     * @throws Unfit when it is
     */
    void mustBe(String type) throws Unfit {
        if (!(values.get("@context") instanceof List<?> contexts)
                || contexts.isEmpty()
                || !CONTEXT.equals(contexts.getFirst())) {
            throw new Unfit("claim-missing", "@context");
        }
        if (!(values.get("type") instanceof List<?> types)
                || !types.contains("VerifiableCredential")
                || !types.contains(type)) {
            throw new Unfit("other-type", type);
        }
    }
}
