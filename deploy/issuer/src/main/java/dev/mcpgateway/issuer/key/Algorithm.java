package dev.mcpgateway.issuer.key;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.JWKGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** How tokens are signed. */
public enum Algorithm {
    RS256,
    ES256;

    private static final int RSA_BITS = 2048;

    JWSAlgorithm jose() {
        return JWSAlgorithm.parse(name());
    }

    JWK newKey() {
        try {
            return generator()
                    .algorithm(jose())
                    .keyUse(KeyUse.SIGNATURE)
                    .keyIDFromThumbprint(true)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException("Every Java platform can make a key for " + this, e);
        }
    }

    private JWKGenerator<? extends JWK> generator() {
        return switch (this) {
            case RS256 -> new RSAKeyGenerator(RSA_BITS);
            case ES256 -> new ECKeyGenerator(Curve.P_256);
        };
    }
}
