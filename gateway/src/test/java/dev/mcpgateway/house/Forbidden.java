package dev.mcpgateway.house;

import java.util.List;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaMethodCall;

/** Calls of these methods on any type of a package. */
final class Forbidden extends DescribedPredicate<JavaMethodCall> {
    private final List<String> methods;
    private final String packageName;

    Forbidden(List<String> methods, String packageName) {
        super("a call of " + methods + " in " + packageName);
        this.methods = methods;
        this.packageName = packageName;
    }

    @Override
    public boolean test(JavaMethodCall call) {
        return methods.contains(call.getName())
                && call.getTargetOwner().getPackageName().startsWith(packageName);
    }
}
