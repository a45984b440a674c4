package dev.mcpgateway.stores.junit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives a test class a real Postgres and a real Redis: a {@link Stores} parameter of its methods or constructor. They
 * come, in this order, from {@code TEST_DATABASE_URL} and {@code TEST_REDIS_URL}, from containers where a Docker engine
 * answers, or from packages. One of each serves a whole test run; every test class has a database of its own.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@ExtendWith(StoresExtension.class)
public @interface RealStores {}
