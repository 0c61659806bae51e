package yanzhen.app.access.web;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import yanzhen.app.access.Matrix;

/** Does what the application does at its start, with another matrix. */
public final class MatrixCheck {

    private MatrixCheck() {}

    public static void check(Matrix matrix, ObjectProvider<RequestMappingHandlerMapping> mappings) {
        new MatrixComplete(matrix, mappings).afterSingletonsInstantiated();
    }
}
