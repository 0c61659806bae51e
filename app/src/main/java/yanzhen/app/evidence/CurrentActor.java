package yanzhen.app.evidence;

/** Knows who acts right now. The access module implements it. */
public interface CurrentActor {

    Actor get();
}
