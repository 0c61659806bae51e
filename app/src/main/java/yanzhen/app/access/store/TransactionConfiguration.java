package yanzhen.app.access.store;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.annotation.ProxyTransactionManagementConfiguration;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import yanzhen.app.Application;

/**
 * Transactions by annotation, for classes of ours alone. Every start asks each method of each
 * component for its annotation, and most components are the libraries'.
 */
@Configuration(proxyBeanMethods = false)
class TransactionConfiguration extends ProxyTransactionManagementConfiguration {

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    @Override
    public TransactionAttributeSource transactionAttributeSource() {
        return new OfOurs();
    }

    private static final class OfOurs extends AnnotationTransactionAttributeSource {

        private static final String OURS = Application.class.getPackageName() + ".";

        @Override
        public boolean isCandidateClass(Class<?> target) {
            return target.getName().startsWith(OURS) && super.isCandidateClass(target);
        }
    }
}
