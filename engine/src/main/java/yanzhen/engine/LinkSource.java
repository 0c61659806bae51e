package yanzhen.engine;

/** 链路来源: links that can be read more than once, each time in the same order. */
@FunctionalInterface
public interface LinkSource {

    /** Hands every record to the visitor. */
    void forEach(LinkVisitor visitor);
}
