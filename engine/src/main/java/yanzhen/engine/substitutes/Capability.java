package yanzhen.engine.substitutes;

/** 能力: something that a firm makes, owns, holds or knows. */
public record Capability(Kind kind, String name) {

    public Capability {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A capability (%s) must be named.".formatted(kind));
        }
    }

    /** What a capability is shown by. */
    public enum Kind {
        /** 产品: made and sold. */
        PRODUCT,
        /** 装备: owned and run. */
        EQUIPMENT,
        /** 标准: held or met. */
        STANDARD,
        /** 专利分类: a class in which patents are held. */
        PATENTS
    }

    @Override
    public String toString() {
        return name;
    }
}
